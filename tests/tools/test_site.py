"""The site holds every page, and notices what leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.site import links, pages

NAV = (pages.ROOT / "tools" / "site" / "mkdocs.yml").read_text("utf-8")


def test_every_page_is_there_and_in_the_list_of_pages() -> None:
    held = {str(file) for file in pages.files() if file.suffix == ".md"}
    assert {f"docs/{one.name}" for one in (pages.ROOT / "docs").glob("*.md")} < held
    assert set(re.findall(r"^ +- .+: (\S+\.md)$", NAV, re.MULTILINE)) == held


def test_whatever_a_page_links_to_is_staged_where_it_stands(tmp_path: Path) -> None:
    pages.staged(tmp_path)
    for page in tmp_path.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(tmp_path)}: {target}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('<a href="b.html#x">', []),
        ('<a href="#x"><a href="https://aws.example/"><img src="c/p%201.png">', []),
        ('<a href="gone.html">', ["a.html leads to gone.html, which is not there."]),
        ('<source srcset="c/gone.png">', ["a.html leads to c/gone.png, which is not there."]),
        ('<a href="c/">', ["a.html leads to c/, which is not there."]),
        (
            '<script src="https://cdn.example/m.js"></script>',
            ["a.html loads https://cdn.example/m.js from elsewhere."],
        ),
    ],
)
def test_what_leads_nowhere_is_named(written: str, said: list[str], tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "p 1.png").write_bytes(b"")
    (tmp_path / "b.html").write_text("", "utf-8")
    (tmp_path / "a.html").write_text(written, "utf-8")
    assert list(links.problems(tmp_path)) == said
