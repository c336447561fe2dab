"""`make screenshots`: the pictures of docs/pictures, from the playground in a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from slack_sdk import WebClient

from bot.slack.render.message import Message
from playground.demo.bot import ACCOUNT, FUNCTION, bot_of_the_page
from playground.page.launch import opened
from playground.page.sweep import sweep
from playground.scenarios.load import find
from playground.scenarios.shared_topic import add_budgets
from playground.slack import seed
from playground.slack.local import LocalSlack
from tools import browser
from tools.screenshots.samples import samples

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
MESSAGES = PICTURES / "messages"
TAKE = Path(__file__).parent / "take.mjs"
GALLERY = Path(__file__).parent / "gallery.mjs"
SHARED = "customer-key"
"""The scenario whose key shuts out many budgets at once."""
SINGLE = "cost-all-services-dev"
"""A budget whose topic is not encrypted, until a scanner comes."""
NO_MARKS = (
    "No font draws emoji, so every mark would be a box: install one, and Lato, which Slack draws "
    "with (Debian: `apt-get install fonts-noto-color-emoji fonts-noto-cjk fonts-lato`).\n"
)
LARGEST = 150_000
"""Bytes of a picture."""
THEMES = ("light", "dark")
LOOKS = (("light", False), ("dark", False), ("light", True))
"""The theme, and whether it is on a phone."""
MANY = 12


def main() -> int:
    """Take them in both themes, and every message on a phone, each from a fresh start.

    1 where one is missing or too large.
    """
    chromium = browser.find(os.environ)
    if chromium is None:
        sys.stderr.write(browser.MISSING)
        return 1
    if not _has_marks():
        sys.stderr.write(NO_MARKS)
        return 1
    with (
        tempfile.TemporaryFile() as words,
        opened(bot_of_the_page(words), ACCOUNT, FUNCTION, 0) as (server, session),
    ):
        for theme in THEMES:
            if take(chromium, TAKE, url=server.url, theme=theme, folder=str(PICTURES)):
                return 1
            session.restart()
        for theme, phone in LOOKS:
            scenario = find(SHARED)
            budgets = session.aws.client("budgets")
            add_budgets(budgets, session.account, scenario.topics[0].arn, MANY - 1)
            sweep(session.control)
            given = {
                "folder": str(MESSAGES),
                "shared": scenario.budget,
                "single": SINGLE,
                "samples": posted(session.slack),
                "phone": phone,
            }
            if take(chromium, GALLERY, url=server.url, theme=theme, **given):
                return 1
            session.restart()
    return 1 if [one for one in sorted(PICTURES.rglob("*.png")) if not _made_small(one)] else 0


def _has_marks() -> bool:
    """Whether a font draws emoji; taken for true where there is no fontconfig to ask."""
    asked = shutil.which("fc-list")
    if asked is None:
        return True
    command = [asked, ":lang=und-zsye"]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout)  # noqa: S603


def posted(slack: LocalSlack) -> Mapping[str, str]:
    """The samples in a channel where nobody says anything else: each one's time by its name."""
    app = WebClient(slack.token, base_url=slack.api_url)
    return {name: _post(app, one) for name, one in samples().items()}


def _post(app: WebClient, one: Message) -> str:
    blocks = [dict(block) for block in one.blocks]
    done = app.chat_postMessage(channel=seed.ALERTS, text=one.text, blocks=blocks)
    return str(done["ts"])


def take(chromium: Path, script: Path, **given: object) -> int:
    """Run a script of pictures once; node's exit status."""
    command = ["node", str(script), json.dumps(given)]
    named = {**os.environ, "CHROMIUM": str(chromium)}
    return subprocess.run(command, env=named, cwd=ROOT, check=False).returncode  # noqa: S603


def _made_small(picture: Path) -> bool:
    """With a palette: a third of the bytes, and nothing seen of it on plain grounds and text.

    MAXCOVERAGE keeps the rare colours, such as the red of a mark. False where it is too large yet.
    """
    with Image.open(picture) as taken:
        few = taken.convert("RGB").quantize(
            256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    few.save(picture, optimize=True)
    size = picture.stat().st_size
    sys.stdout.write(f"{picture.name}, {size:,} bytes\n")
    if size > LARGEST:
        sys.stderr.write(f"{picture.name} is larger than {LARGEST:,} bytes.\n")
    return size <= LARGEST


if __name__ == "__main__":
    sys.exit(main())
