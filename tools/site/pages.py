"""What the site holds: every page, and the files that pages link to, under the paths they have."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
_LINKED = (
    "LICENSE",
    "action.yml",
    "bot/slack/manifest.json",
    "deploy/deployer.json",
    "deploy/read-only.json",
    "deploy/roles.yml",
)
"""What no page is and some page links to; the build fails where one is missing here."""


def files() -> Iterator[Path]:
    """All of them, relative to the repository."""
    yield from map(Path, (*_PAGES, *_LINKED))
    for file in sorted((ROOT / "docs").rglob("*")):
        if file.is_file():
            yield file.relative_to(ROOT)


def staged(folder: Path) -> Path:
    """Copies of them in this folder."""
    for file in files():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / file, folder / file)
    return folder
