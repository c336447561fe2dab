"""Whatever packages at the same time in one checkout gets its own template."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import template


def test_two_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    settings = [template.EXAMPLE.read_text("utf-8"), template.everything()]
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(template.compile_template, settings, folders))
    plain, full = (template.load(one)["Resources"] for one in made)
    assert "MendQueue" in full and "MendQueue" not in plain
