"""From `make demo` (set up already) to its page, and to the first answer to /budget-check there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from typing import IO, Any

from bot.core.findings import Status
from playground.aws.process import ROOT
from playground.demo import story
from playground.slack import seed
from tools.bench.figure import Figure

_GOAL = 10.0


def measure() -> Figure:
    """Seconds by the clock, on whatever machine this is."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "playground.demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        try:
            address = _address(running.stdout)
            page = time.perf_counter() - began
            _ask(address)
            answer = time.perf_counter() - began
        finally:
            running.terminate()
            running.communicate()  # its last words need somebody who listens
    return Figure(
        "make demo, from its start to the first answer in the page",
        f"{answer:.1f} s, of which {page:.1f} s to the page",
        f"under {_GOAL:g} s",
        answer < _GOAL,
    )


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
        if any(Status.BROKEN.value in message["text"] for message in seen["messages"]):
            return
        version = seen["version"]


def _call(url: str, **body: str) -> Any:
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=30) as answer:  # noqa: S310
        return json.load(answer)
