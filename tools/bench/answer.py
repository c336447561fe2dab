"""From the slash command to the posted answer, in the playground, over HTTP."""

from __future__ import annotations

import statistics
import time

from bot.core.findings import Status
from bot.core.texts.watch import DOWN
from playground.demo import bot, story
from playground.demo.acts import Acts
from playground.slack.local import LocalSlack
from tools.bench.figure import Figure

_GOAL = 1.0
_RUNS = 10


def measure(url: str) -> Figure:
    """The median over some commands, each acknowledged and then answered in the channel."""
    with LocalSlack() as slack, bot.serving(bot.environment(url, slack)) as address:
        slack.app_url = address
        first = _once(slack)
        median = statistics.median(_once(slack) for _ in range(_RUNS))
    return Figure(
        "slash command to posted answer, in the playground",
        f"{median:.2f} s, the very first {first:.2f} s",
        f"under {_GOAL:g} s",
        max(median, first) < _GOAL,
    )


def is_told(text: str) -> bool:
    """Whether this push text tells that the story's budget does not alert."""
    return DOWN[Status.BROKEN].format(name=story.BROKEN) in text


def _once(slack: LocalSlack) -> float:
    started = time.perf_counter()
    message = Acts(slack, lambda _line: None).ask(story.BROKEN)
    if not is_told(message.text):
        raise RuntimeError(f"the answer is not the one expected: {message.text}")
    return time.perf_counter() - started
