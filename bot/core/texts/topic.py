"""What is said of a topic and its senders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.checks._unread import cannot_read
from bot.core.findings import Status
from bot.core.model.topic_facts import UnreadSender
from bot.core.senders import Sender
from bot.core.texts.words import first_of, listed, sentences
from bot.core.topic_reach import Fate, TopicReach
from bot.core.topic_report import SenderVerdict, TopicReport

_MOST = 5
_MOST_NAMES = 3
_OF: dict[Status, tuple[str, str]] = {
    Status.BROKEN: ("does not get through", "do not get through"),
    Status.UNKNOWN: ("cannot be told", "cannot be told"),
    Status.AT_RISK: ("gets through, but can stop", "get through, but can stop"),
    Status.OK: ("gets through", "get through"),
}


def headline(report: TopicReport) -> str:
    """How many of what publishes to the topic get through, the worst first, and what is unread."""
    counts = {one: sum(s.verdict is one for s in report.senders) for one in _OF}
    parts = [f"{n} {_OF[one][n != 1]}" for one, n in counts.items() if n]
    told = f"Of {len(report.senders)} that publish to it {listed(parts)}."
    unread = listed(one.sender.title for one in report.unread)
    return sentences(
        told if parts else "Nothing that was read publishes to it.",
        f"Not all was read: {unread}." if unread else "",
    )


def several_bear(name: str, arns: Sequence[str]) -> str:
    """That a name stands for several things, and their ARNs."""
    return f'{len(arns)} are named "{name}": {first_of(arns, _MOST)}. Name one by its ARN.'


def sender_title(one: SenderVerdict) -> str:
    """One sender by its service and its name: "Amazon CloudWatch, alarm cpu-high"."""
    return f"{one.sender.title}, {one.sender.subject} {one.name}"


def unread_line(unread: UnreadSender) -> str:
    """Which sender was not read, and which permission it takes."""
    return cannot_read(f"What of {unread.sender.title} publishes to the topic", unread.why)


def skipped_line(skipped: Iterable[Sender]) -> str:
    """Which senders nobody looked for."""
    names = listed(f"{one.title} ({one.setting})" for one in skipped)
    return f"Not looked for, since SENDERS does not name it: {names}."


def let_in(reach: TopicReach) -> str:
    """Who gets through, by name."""
    return first_of([_named(one) for one in reach.fates if one.well], _MOST)


def kept_out(reach: TopicReach) -> str:
    """Who does not, and why; of whom it cannot be told; and whose list was not read."""
    out = [one for one in reach.fates if not one.well]
    more = len(out) - _MOST_NAMES
    return sentences(
        *(_out(one) for one in out[:_MOST_NAMES]),
        f"{more} more: see the answer about the topic." if more > 0 else "",
        f"Not all was read: {listed(reach.unread)}." if reach.unread else "",
    )


def _out(one: Fate) -> str:
    several = len(one.names) > 1
    if one.verdict is Status.UNKNOWN:
        return f"Whether {_named(one)} {_OF[Status.OK][several]} cannot be told: {one.why}"
    return f"{_named(one)} still {_OF[Status.BROKEN][several]}: {one.why}"


def _named(one: Fate) -> str:
    """A service and what of it publishes, as "Amazon CloudWatch (alarms a and b)"."""
    several = "s" if len(one.names) > 1 else ""
    return f"{one.title} ({one.subject}{several} {first_of(one.names, _MOST_NAMES)})"
