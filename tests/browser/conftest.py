"""The whole playground, as `make demo` opens it, and a real Chromium in front of it.

The scripts are node programs: `browser("story")` runs scripts/story.mjs, which fails for what it
finds wrong, and for any error in the page's console and any request to another host.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from playground.demo.bot import ACCOUNT, FUNCTION, bot_of_the_page
from playground.page.files import DIST
from playground.page.launch import opened
from playground.page.session import Session
from tools import browser as chromium

SCRIPTS = Path(__file__).parent / "scripts"
NOT_BUILT = "The page is not built: run `make setup` (or `npm run page`) first."


@dataclass(frozen=True)
class Browser:
    """A Chromium, and the playground that it looks at."""

    path: Path
    url: str
    session: Session

    def __call__(self, script: str, **given: object) -> Any:
        """What the script prints, as JSON; None where it prints nothing."""
        words = {"url": self.url, "slack": self.session.slack.url, **given}
        if pictures := os.environ.get("PICTURES"):  # a folder for what a failed script saw last
            words["pictures"] = pictures
        done = subprocess.run(
            ["node", SCRIPTS / f"{script}.mjs", json.dumps(words)],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.fail(f"{script}:\n{done.stderr}", pytrace=False)
        return json.loads(done.stdout) if done.stdout else None

    def _environment(self) -> Mapping[str, str]:
        return {**os.environ, "CHROMIUM": str(self.path)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find(os.environ)
    if path is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(chromium.MISSING)
    assert (DIST / "index.html").exists(), NOT_BUILT
    with (
        tempfile.TemporaryFile() as words,
        opened(bot_of_the_page(words), ACCOUNT, FUNCTION, 0) as (server, session),
    ):
        yield Browser(path, server.url, session)
