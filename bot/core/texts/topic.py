"""What is said of a topic and its senders."""

from __future__ import annotations

from bot.core.findings import Status
from bot.core.texts.words import capital, listed
from bot.core.topic_report import SenderVerdict, TopicReport

_OF: dict[Status, tuple[str, str]] = {
    Status.BROKEN: ("is shut out", "are shut out"),
    Status.UNKNOWN: ("could not be judged", "could not be judged"),
    Status.AT_RISK: ("arrives, but can stop", "arrive, but can stop"),
    Status.OK: ("arrives", "arrive"),
}


def headline(report: TopicReport) -> str:
    """How many of the topic's senders arrive, the worst first."""
    if not report.senders:
        return "Nothing that was looked for publishes to this topic."
    counts = {one: sum(s.verdict is one for s in report.senders) for one in _OF}
    parts = [f"{n} {_OF[one][n != 1]}" for one, n in counts.items() if n]
    total = len(report.senders)
    noun = "sender" if total == 1 else "senders"
    return f"Of {total} {noun} {listed(parts)}."


def sender_title(one: SenderVerdict) -> str:
    """One sender by its service and its name: "Amazon CloudWatch, alarm cpu-high"."""
    noun = one.sender.subject
    return f"{one.sender.title}, {noun} {one.name}" if one.name else f"{one.sender.title}"


def left_out_line(report: TopicReport) -> str:
    """Which senders nobody looked for."""
    names = listed(one.setting for one in report.left_out)
    return capital(f"not looked for, as SENDERS says: {names}.")
