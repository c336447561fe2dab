"""The words of a verdict for people: what the code BROKEN, AT_RISK ... is called in a message."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.findings import Status

WORDS: Mapping[Status, str] = {
    Status.OK: "alerts",
    Status.AT_RISK: "alerts, but can stop",
    Status.UNKNOWN: "cannot tell whether it alerts",
    Status.BROKEN: "does not alert",
}
"""What is said of a budget."""
_TITLES: Mapping[Status, str] = {
    Status.OK: "{name} {words}",
    Status.AT_RISK: "{name} {words}",
    Status.UNKNOWN: "{name}: {words}",
    Status.BROKEN: "{name} {words}",
}
_LINES: Mapping[Status, str] = {
    Status.OK: "The alert arrives.",
    Status.AT_RISK: "The alert arrives, but can stop.",
    Status.UNKNOWN: "Cannot tell whether the alert arrives.",
    Status.BROKEN: "The alert does not arrive.",
}


def verdict_title(name: str, status: Status) -> str:
    """The budget and its verdict: "cost-all does not alert"."""
    return _TITLES[status].format(name=name, words=WORDS[status])


def verdict_line(status: Status) -> str:
    """One sentence for a verdict; it speaks of delivery alone."""
    return _LINES[status]
