"""`make demo` as a process: one address, the first answer in time, and a clean end."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from playground.aws.process import ROOT
from playground.slack import seed as people

WITHIN = 10.0
"""Seconds of work from the start to the first answer: of the processor, not of the clock, which
also counts what else the machine does. `make bench` measures by the clock.
"""
PATIENCE = 60.0


class Demo:
    """A running demo, in a process group of its own, as a terminal starts it."""

    def __init__(self, *words: str) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "playground.demo", *words],
            cwd=ROOT,
            env={**os.environ, "VIEWERS": "U0NOBODY", "SLACK_APP_TOKEN": "xapp-of-the-shell"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []

    def address(self) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.match(r"The playground is at (http://127\.0\.0\.1:\d+/) ", line):
                return found[1]
        raise AssertionError("".join(self.lines))

    def end(self, word: signal.Signals = signal.SIGINT) -> str:
        """A Ctrl-C reaches everybody in the group; what was said in all."""
        os.killpg(self.process.pid, word)
        rest, _ = self.process.communicate(timeout=20)
        return "".join(self.lines) + rest

    def is_anybody_left(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


@pytest.fixture
def demo() -> Iterator[Demo]:
    running = Demo("--port", "0")
    yield running
    if running.is_anybody_left():
        os.killpg(running.process.pid, signal.SIGKILL)
    running.process.communicate()


def call(url: str, **body: object) -> Any:
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def test_from_the_start_to_the_first_answer_and_to_the_end(demo: Demo) -> None:
    address = demo.address()
    line = "/budget-check cost-all-services-manage"
    assert call(
        f"{address}api/slack/command", user=people.MENDER, line=line, channel=people.FINOPS
    )["ok"]
    while not any("BROKEN" in m["text"] for m in messages(address)):
        assert time.monotonic() - demo.began < PATIENCE
        time.sleep(0.05)
    before = worked()
    words = demo.end()
    assert demo.process.returncode == 0
    assert words.count("http://") == 1 and words.endswith("Stopped.\n")
    assert "Traceback" not in words and not demo.is_anybody_left()
    assert worked() - before < WITHIN


def worked() -> float:
    """Seconds that all processes together have worked which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def messages(address: str) -> Any:
    return call(f"{address}api/slack?as={people.MENDER}")["messages"]


@pytest.mark.parametrize("after", [0.05, 0.4, 0.8, 1.2, 1.8, 2.4])
def test_an_interrupt_while_it_starts_leaves_nothing(demo: Demo, after: float) -> None:
    time.sleep(after)
    words = demo.end()
    assert "Traceback" not in words
    deadline = time.monotonic() + 5
    while demo.is_anybody_left():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_kill_of_the_demo_alone_ends_the_others(demo: Demo) -> None:
    demo.address()
    demo.process.terminate()
    words, _ = demo.process.communicate(timeout=20)
    assert demo.process.returncode == 0 and "Traceback" not in words
    assert not demo.is_anybody_left()


def test_a_port_that_is_taken_is_said_and_another_one_used() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo("--port", str(port))
        address = demo.address()
        words = demo.end()
    assert f"Port {port} cannot be used: the page gets another one.\n" in words
    assert f":{port}/" not in address


@pytest.mark.parametrize("port", ["65536", "-1", "web"])
def test_what_is_no_port(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "playground.demo", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2 and "invalid _port value" in done.stderr
