"""Finding a Chromium among programs that only are called so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.test_python313 import program
from tools import browser


@pytest.mark.parametrize(
    ("says", "status", "fits"),
    [
        ("Chromium 156.0.8078.73 built on Debian", 0, True),
        ("Google Chrome 156.0.8078.73", 0, True),
        ("Mozilla Firefox 160.0", 0, False),
        ("Chromium 156.0", 1, False),  # says so, and does not run
        ("", 0, False),
    ],
)
def test_it_is_asked_what_it_is(tmp_path: Path, says: str, status: int, fits: bool) -> None:
    assert browser.is_wanted(program(tmp_path / "chromium", says, status)) is fits


def test_the_first_on_the_path_that_runs(tmp_path: Path) -> None:
    shell = program(tmp_path / "chromium-browser", "needs a snap", 1)
    there = program(tmp_path / "google-chrome", "Google Chrome 156.0")
    assert browser.find({"PATH": str(shell.parent)}) == there


def test_one_that_is_named_is_the_only_one_asked(tmp_path: Path) -> None:
    there = program(tmp_path / "chromium", "Chromium 156.0")
    path = {"PATH": str(there.parent)}
    assert browser.find(path) == there
    assert browser.find({**path, "CHROMIUM": str(tmp_path / "gone")}) is None


@pytest.mark.parametrize(
    ("arguments", "ci", "status"),
    [(["--install"], "true", 1), (["--install"], "", 0), ([], "", 1)],
)
def test_a_missing_one_is_said_in_one_sentence(
    tmp_path: Path, arguments: list[str], ci: str, status: int
) -> None:
    named = {**os.environ, "CHROMIUM": str(tmp_path / "gone"), "CI": ci}
    command = [sys.executable, "-m", "tools.browser", *arguments]
    done = subprocess.run(command, env=named, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout) == (status, browser.MISSING, "")
