"""From `make demo` (set up already) to its page, and to the first answer to /budget-check there.

Then, in that page: from a change in Slack or AWS to the answer of the poll that waits for it.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from playground.aws.process import ROOT
from playground.demo import story
from playground.slack import seed
from tools.bench.answer import is_told
from tools.bench.figure import Figure

_GOAL = 10.0
_WOKEN_SLACK, _WOKEN_AWS = 0.1, 0.2
"""The second draws the picture of a path anew, with its own reads."""
_RUNS = 10


def measure() -> list[Figure]:
    """Seconds by the clock, on whatever machine this is."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "playground.demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        try:
            address = _address(running.stdout)
            page = time.perf_counter() - began
            _ask(address)
            answer = time.perf_counter() - began
            woken = _woken_by_slack(address), _woken_by_aws(address)
        finally:
            running.terminate()
            running.communicate()  # its last words need somebody who listens
    first = Figure(
        "make demo, from its start to the first answer in the page",
        f"{answer:.1f} s, of which {page:.1f} s to the page",
        f"under {_GOAL:g} s",
        answer < _GOAL,
    )
    return [
        first,
        _waking("a message in Slack", woken[0], _WOKEN_SLACK),
        _waking("a change in AWS", woken[1], _WOKEN_AWS),
    ]


def _waking(what: str, took: float, goal: float) -> Figure:
    return Figure(
        f"the page, from {what} to the poll that shows it",
        f"{took * 1000:.0f} ms",
        f"under {goal * 1000:g} ms",
        took < goal,
    )


def _woken_by_slack(address: str) -> float:
    said = {"user": seed.MENDER, "channel": seed.FINOPS, "text": "hello"}
    look = f"{address}api/slack?as={seed.MENDER}"
    return _median(look, lambda: _call(f"{address}api/slack/say", **said))


def _woken_by_aws(address: str) -> float:
    """The switch that makes KMS slow for the bot alone is thrown to and fro."""
    look = f"{address}api/aws?budget={story.BROKEN}"
    return _median(look, lambda: _call(f"{address}api/events/kms-slow", budget=story.BROKEN))


def _median(look: str, change: Callable[[], object]) -> float:
    """Seconds from the change to the answer of the poll that waits for it."""
    took = []
    with ThreadPoolExecutor(1) as pool:
        for _ in range(_RUNS):
            version = _call(look)["version"]
            waiting = pool.submit(_answered, f"{look}&after={version}")
            time.sleep(0.2)  # until it waits
            started = time.perf_counter()
            change()
            took.append(waiting.result() - started)
    return statistics.median(took)


def _answered(look: str) -> float:
    _call(look)
    return time.perf_counter()


def _address(said: IO[str] | None) -> str:
    for line in said or ():
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    raise RuntimeError("the demo has named no address")


def _ask(address: str) -> None:
    line = f"/budget-check {story.BROKEN}"
    _call(f"{address}api/slack/command", user=seed.MENDER, line=line, channel=seed.FINOPS)
    version = 0
    while True:
        seen = _call(f"{address}api/slack?as={seed.MENDER}&after={version}")
        if any(is_told(message["text"]) for message in seen["messages"]):
            return
        version = seen["version"]


def _call(url: str, **body: str) -> Any:
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=30) as answer:  # noqa: S310
        return json.load(answer)
