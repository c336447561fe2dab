"""`make demo` as a process: one address, the first answer, and a clean end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from playground.aws.process import ROOT
from playground.page.actions.spend_crosses import EVENT as SPEND_CROSSES
from playground.slack import seed as people
from tests.waiting import until


class Demo:
    """A running demo, in a process group of its own, as a terminal starts it."""

    def __init__(self, *words: str, python: Sequence[str] = ()) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *python, "-m", "playground.demo", *words],
            cwd=ROOT,
            env={**os.environ, "VIEWERS": "U0NOBODY", "SLACK_APP_TOKEN": "xapp-of-the-shell"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []

    def address(self) -> str:
        return self.line(r"The playground is at (http://127\.0\.0\.1:\d+/) ")[1]

    def line(self, pattern: str) -> re.Match[str]:
        """The next line that begins like this, once it is said."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.match(pattern, line):
                return found
        raise AssertionError("".join(self.lines))

    def commands(self) -> list[str]:
        """What runs in the group now."""
        words = ["ps", "-A", "-ww", "-o", "pgid=", "-o", "args="]
        listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        rows = (row.split(maxsplit=1) for row in listed.splitlines())
        return [row[-1] for row in rows if row[0] == str(self.process.pid)]

    def end(self, word: signal.Signals = signal.SIGINT) -> str:
        """A Ctrl-C reaches everybody in the group; what was said in all."""
        os.killpg(self.process.pid, word)
        rest, _ = self.process.communicate()
        return "".join(self.lines) + rest

    def is_anybody_left(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def wait_until_nobody_is_left(self) -> None:
        while self.is_anybody_left():
            time.sleep(0.01)


@pytest.fixture
def demo() -> Iterator[Demo]:
    with started() as running:
        yield running


@contextmanager
def started(*python: str, words: Sequence[str] = ()) -> Iterator[Demo]:
    """A demo that is killed with everybody in its group, whatever becomes of the test."""
    running = Demo("--port", "0", *words, python=python)
    with running.process:
        try:
            yield running
        finally:
            if running.is_anybody_left():
                os.killpg(running.process.pid, signal.SIGKILL)


def call(url: str, **body: object) -> Any:
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=300) as answer:  # noqa: S310
        return json.load(answer)


def test_from_the_start_to_the_first_answer_and_to_the_end(demo: Demo) -> None:
    address = demo.address()
    line = "/budget-check cost-all-services-manage"
    assert call(
        f"{address}api/slack/command", user=people.MENDER, line=line, channel=people.FINOPS
    )["ok"]
    seen = messages(address)
    while not any("does not alert" in message["text"] for message in seen["messages"]):
        seen = messages(address, after=seen["version"])
    words = demo.end()
    assert demo.process.returncode == 0
    assert words.count("http://") == 1 and words.endswith("Stopped.\n")
    steps = [line.split(". ")[0].strip() for line in words.splitlines() if line.startswith("  ")]
    assert steps == ["1", "2", "3"] and f"Type {line} in Slack" in words
    assert f'Press "{SPEND_CROSSES.title}"' in words
    assert "Traceback" not in words and not demo.is_anybody_left()


def test_the_page_is_opened_where_asked_for_and_a_kill_of_the_demo_alone_ends_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    with started(words=["--open"]) as demo:
        address = demo.address()
        assert until(lambda: opened.exists() and opened.read_text()) == f"{address}\n"
        demo.process.terminate()
        words, _ = demo.process.communicate()
        assert demo.process.returncode == 0 and "Traceback" not in words
        demo.wait_until_nobody_is_left()


def messages(address: str, after: int = 0) -> Any:
    """What stands in the page, as soon as it is not version `after` any more."""
    return call(f"{address}api/slack?as={people.MENDER}&after={after}")


@pytest.mark.parametrize("module", ["argparse", "playground.demo.acts", "playground.slack.local"])
def test_an_interrupt_while_it_imports_leaves_nothing(module: str) -> None:
    with started("-X", "importtime") as demo:
        demo.line(rf"import time: .* {re.escape(module)}$")
        assert "Traceback" not in demo.end()
        demo.wait_until_nobody_is_left()


@pytest.mark.parametrize(
    "child", ["-m playground.aws", "-m playground.aws.server", "-m playground.demo.serve"]
)
def test_an_interrupt_while_it_starts_leaves_nothing(demo: Demo, child: str) -> None:
    while not any(child in command for command in demo.commands()):
        assert demo.process.poll() is None
        time.sleep(0.01)
    assert "Traceback" not in demo.end()
    demo.wait_until_nobody_is_left()


def test_a_port_that_is_taken_is_said_and_another_one_used() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo("--port", str(port))
        address = demo.address()
        words = demo.end()  # as soon as the page is there
    demo.wait_until_nobody_is_left()
    assert "Traceback" not in words
    assert f"Port {port} cannot be used: the page gets another one.\n" in words
    assert f":{port}/" not in address


@pytest.mark.parametrize("port", ["65536", "-1", "web"])
def test_what_is_no_port(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "playground.demo", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and "invalid _port value" in done.stderr
