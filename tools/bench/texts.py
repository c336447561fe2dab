"""Reading what anybody may write: a long text beside a quarter of it, by the second of CPU.

What a regular expression does inside, no count of calls shows. A quadratic one takes sixteen times
as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from time import process_time

from bot.core.alerts.amounts import read_amount, read_threshold
from bot.core.alerts.failure import failure_of
from bot.core.alerts.mails import failures_of, without_mails
from bot.core.alerts.parse import LARGEST, parse
from bot.core.alerts.posts import budgets_announced
from bot.core.alerts.signs import mentions_failure
from bot.core.ask import parse as understood
from bot.core.names import flat, shown, trimmed
from bot.errors import UsageError
from tools.bench.figure import Figure

UNITS = [
    *(" ", "\t", "\n", "\r\n", "<", "> ", "*", "_", "|", "<http://", "<mailto:a|", "&gt;", "&amp;"),
    *("Budget Name:", "Budget Name\n", "Budget Name\t", " Budget Type: ", "AWS Budgets: ", "a "),
    *("AWS Account ", "AWS Budget Notification a ", "status of your ", "associated with your x "),
    *("https://a.", "https://a.console.", "for the current ", "1,000", "arn:aws:sns:a:", "budget "),
    *("You requested that we notify you ", "status of your <a> budget on the following SNS topic "),
    *("unable to publish to your SNS topic ", "unable to successfully publish to this SNS topic\n"),
    *("arn:aws:sns:a:111122223333:b ", "<arn:a ", "From: ", "anomaly ", "AWS Budgets ", "\u200b"),
    *("\u00a0", "\u00a0a", "account:", "1,000 ", "1 234'", "&amp;nbsp;", "to check the status "),
    *('{"a":', "unable to publish ", "Budget Name: x alert\n", "harbour-lights ", "exceeded "),
]
"""What a text may repeat: the beginnings of what is looked for, and what stands between."""

_NAMES = frozenset({"harbour-lights", "a", "x", *(f"budget-{n}" for n in range(200))})
_SIZE = LARGEST // 2
"""With what is put around it no longer than what SNS delivers: beyond that it is cut."""
_GOAL = 10.0
_SHORT = 0.02
"""Seconds that say nothing of how they grow."""


def measure() -> Figure:
    """The text whose reading grows most."""
    ratio, unit = max(_ratios())
    return Figure(
        f"reading a text of {_SIZE // 1024} KB beside a quarter of it",
        f"{ratio:.1f} x at most, for {unit!r}",
        f"at most {_GOAL:g} x",
        ratio <= _GOAL,
    )


def _ratios() -> Iterator[tuple[float, str]]:
    for unit in UNITS:
        small, whole = (
            min(_seconds(unit, size) for _ in range(3)) for size in (LARGEST // 4, LARGEST)
        )
        yield whole / max(small, _SHORT), unit


def _seconds(unit: str, size: int) -> float:
    started = process_time()
    read(repeated(unit, size))
    return process_time() - started


def repeated(unit: str, size: int) -> str:
    """A text of this many characters."""
    return (unit * (size // len(unit) + 1))[:size]


def read(text: str) -> None:
    """All that reads what others write."""
    parse(text, text)
    mentions_failure(text)
    failure_of(f"{text} unable to successfully publish to this SNS topic")
    failure_of(f"unable to successfully publish to this SNS topic {text}")
    budgets_announced((f"{text} budget alert exceeded",), _NAMES)
    failures_of(text)
    failures_of(f"{text} unable to successfully publish to this SNS topic {text[:100]}")
    without_mails(f"{text} unable to successfully publish to this SNS topic")
    flat(text)
    trimmed(text)
    shown(text)
    read_amount(text[:80])
    read_threshold(text)
    with suppress(UsageError):
        understood(text)
