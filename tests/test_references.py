"""Every reference leads somewhere: to a page, its section, heading or row; and so do the links.

Code and pages refer to places of pages: docs/facts.md and docs/causes.md by number, the other pages
by their headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "deploy", "docs", "handlers", "playground", "plugins", "tests", "tools")
KINDS = frozenset(
    (".py", ".md", ".yml", ".js", ".mjs", ".ts", ".tsx", ".css", ".json", ".jsonl", ".toml", ".env")
)
NOT_OURS = {"node_modules", "dist", "__pycache__"}

PAGE = re.compile(r"(?<![\w/.-])(docs/[a-z-]+\.md|(?:README|CONTRIBUTING|SECURITY|CHANGELOG)\.md)")
HEADING = re.compile(r',? "([^"]{1,80})"')
NUMBERED = {"docs/facts.md": r"\d+[a-z]?(?:\.\d+){0,2}", "docs/causes.md": r"[BTKSE]?\d+[a-z]?"}
WORD = r"(?:,? (?:and |or |to )?(?:(?:rules?|items?) )?(?:{number})(?![\w-]))"
JOINED = re.compile(r"\s*\n[ \t]*(?:#|//|\*|>)?[ \t]*")
"""A reference may stand at a line's end, in a comment as well."""
OF_NO_PAGE = re.compile(
    r"(?<![\w-])(?:FACTS|DESIGN|HOUSE|CAUSES|SIBLINGS)(?![\w-])|\b(?:STYLE|TICKETS)(?:\.md| \d)"
    r"|\b[Cc]ontract \d|\bissue \d+, part"
)
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")


def _files() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in KINDS and NOT_OURS.isdisjoint(path.parts) and path.is_file():
                yield path
    yield from (path for path in sorted(ROOT.iterdir()) if path.suffix in KINDS and path.is_file())
    yield ROOT / "Makefile"


FILES = [path for path in _files() if path != Path(__file__).resolve()]


@cache
def headings(page: str) -> frozenset[str]:
    """The headings of a page as they read, without numbers and marks for code and links."""
    text = re.sub(r"^```.*?^```", "", (ROOT / page).read_text("utf-8"), flags=re.M | re.S)
    found = re.findall(r"^#+ (?:\d+\. )?(.+)$", text, re.MULTILINE)
    return frozenset(re.sub(r"`|\[([^]]*)\]\([^)]*\)", r"\1", one).strip() for one in found)


@cache
def slugs(page: str) -> frozenset[str]:
    """The headings as links name them."""
    text = (ROOT / page).read_text("utf-8")
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in found)


@cache
def places(page: str) -> frozenset[str]:
    """The numbers of a page: its sections, the items of their lists, the rows of its tables."""
    found, section = set(), ""
    for line in (ROOT / page).read_text("utf-8").splitlines():
        if heading := re.match(r"#{2,3} (\d+[a-z]?(?:\.\d+)?)\.? ", line):
            section = heading[1]
            found.add(section)
        elif item := re.match(r"(\d+)\. ", line):
            found.add(f"{section}.{item[1]}")
        elif row := re.match(r"\| ([BTKSE]\d+[a-z]?) \|", line):
            found.add(row[1])
    return frozenset(found)


def wrong(text: str) -> list[str]:
    """What a text refers to that is not there, and references to no page at all."""
    flat = JOINED.sub(" ", text)
    found = [match[0] for match in OF_NO_PAGE.finditer(flat)]
    for match in PAGE.finditer(flat):
        page, rest = match[1], flat[match.end() : match.end() + 120]
        if not (ROOT / page).is_file():
            found.append(page)
        elif page in NUMBERED:
            missing = set(_numbers(page, rest)) - places(page)
            found += [f"{page} {number}" for number in sorted(missing)]
        elif (named := HEADING.match(rest)) and named[1].strip() not in headings(page):
            found.append(f'{page}, "{named[1]}"')
    return found


def _numbers(page: str, rest: str) -> Iterator[str]:
    """`4.2, rules 7 and 9` are 4.2, 4.2.7 and 4.2.9."""
    number = NUMBERED[page]
    said = re.match(f"{WORD.format(number=number)}*", rest)
    section, of_rules = "", False
    for one in re.finditer(rf"(rules? |items? )?({number})", said[0] if said else ""):
        of_rules = bool(one[1]) or (of_rules and "." not in one[2])
        section = section if of_rules else one[2]
        yield f"{section}.{one[2]}" if of_rules else one[2]


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead to no file or heading."""
    found = []
    for match in LINK.finditer(page.read_text("utf-8")):
        target = match[1] or match[2]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        there = path.is_relative_to(ROOT) and path.exists()
        if not there or (anchor and anchor not in slugs(str(path.relative_to(ROOT)))):
            found.append(target)
    return found


def test_there_is_something_to_hold() -> None:
    assert len(FILES) > 1000
    assert {"11a", "4.2", "4.2.13", "11.6", "12"} <= places("docs/facts.md")
    assert {"0", "K9b", "T5", "B1"} <= places("docs/causes.md")


def test_every_reference_leads_somewhere() -> None:
    found = {
        str(path.relative_to(ROOT)): missing
        for path in FILES
        if (missing := wrong(path.read_text("utf-8")))
    }
    assert found == {}


PAGES = [path for path in FILES if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("(docs/facts.md 4.1)", []),
        ("(docs/facts.md 4.2, rules 7 and 9)", []),
        ("(docs/facts.md 4.2, rule 13, and 4.3)", []),
        ("(docs/facts.md 2.2, 11.6; docs/causes.md K9b)", []),
        ("# (docs/facts.md\n    # 11, item 7)", []),
        ('docs/architecture.md, "The\n    outbox"', []),
        ("docs/facts.md 4.9 says", ["docs/facts.md 4.9"]),
        ("docs/facts.md 1.1, 2.5 and 99", ["docs/facts.md 99"]),
        ("docs/facts.md 4.2, rules 3 to 14", ["docs/facts.md 4.2.14"]),
        ("(docs/causes.md K99)", ["docs/causes.md K99"]),
        ('(docs/architecture.md, "The inbox")', ['docs/architecture.md, "The inbox"']),
        ("see docs/nothing.md", ["docs/nothing.md"]),
        ("(FACTS 4.1)", ["FACTS"]),
        ("DESIGN section 6", ["DESIGN"]),
        ("contract 8.1", ["contract 8"]),
        ("MENDERS, TICKETS=opsitem, _CAUSES, FACTSHEET", []),
    ],
)
def test_what_is_not_there_is_found(text: str, missing: list[str]) -> None:
    assert wrong(text) == missing


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](nothing.md) [b](https://example.com/x.md) [c](#no)", "utf-8")
    assert broken_links(page)[:1] == ["nothing.md"]
