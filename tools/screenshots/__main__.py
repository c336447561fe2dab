"""`make screenshots`: the pictures of docs/pictures, from the playground in a real Chromium."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playground.demo import ACCOUNT, FUNCTION, bot_of_the_page
from playground.page.opening import opened
from tools import browser

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
TAKE = Path(__file__).parent / "take.mjs"
LARGEST = 150_000
"""Bytes of a picture."""
THEMES = ("light", "dark")


def main() -> int:
    """Take them in both themes, each from a fresh start; 1 where one is missing or too large."""
    chromium = browser.find(os.environ)
    if chromium is None:
        sys.stderr.write(browser.MISSING)
        return 1
    with (
        tempfile.TemporaryFile() as words,
        opened(bot_of_the_page(words), ACCOUNT, FUNCTION, 0) as (server, stage),
    ):
        for theme in THEMES:
            if take(chromium, server.url, theme):
                return 1
            stage.restart()
    return _too_large()


def take(chromium: Path, url: str, theme: str) -> int:
    """Run the story once and take its pictures; node's exit status."""
    given = {"url": url, "theme": theme, "folder": str(PICTURES)}
    command = ["node", str(TAKE), json.dumps(given)]
    named = {**os.environ, "CHROMIUM": str(chromium)}
    return subprocess.run(command, env=named, cwd=ROOT, check=False).returncode  # noqa: S603


def _too_large() -> int:
    large = [one for one in PICTURES.glob("*.png") if one.stat().st_size > LARGEST]
    for one in large:
        sys.stderr.write(f"{one.name} is larger than {LARGEST:,} bytes.\n")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
