"""Which senders of a topic get through, as a change left it: what is told of the change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.findings import Report, Status
from bot.core.model.topic_facts import TopicFacts
from bot.core.outage import REACHES
from bot.core.plan import Reach
from bot.core.report import judge


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of senders of one service that fare alike; `why` is "" where they get through.

    `code` is that of the finding that says why.
    """

    title: str
    subject: str
    names: tuple[str, ...]
    verdict: Status
    code: str = ""
    why: str = ""

    @property
    def well(self) -> bool:
        """Whether they get through."""
        return self.verdict in REACHES


@dataclass(frozen=True, slots=True)
class TopicReach:
    """All that is known to publish to a topic, who does not get through first."""

    fates: tuple[Fate, ...]
    unread: tuple[str, ...] = ()

    @property
    def counted(self) -> Reach:
        """How many of how many get through."""
        well = sum(len(one.names) for one in self.fates if one.well)
        return Reach(well, sum(len(one.names) for one in self.fates))


def reach_of(facts: TopicFacts) -> TopicReach:
    """Each sender judged by itself, as the answer about the topic judges it."""
    groups: dict[tuple[object, ...], list[Fate]] = {}
    for fate in _fates(facts):
        groups.setdefault((fate.title, fate.subject, fate.verdict, fate.code), []).append(fate)
    alike = [_one(group) for group in groups.values()]
    unread = tuple(dict.fromkeys(one.sender.title for one in facts.unread))
    return TopicReach(tuple(sorted(alike, key=lambda one: -one.verdict.rank)), unread)


def _one(group: list[Fate]) -> Fate:
    first, names = group[0], tuple(name for one in group for name in one.names)
    return Fate(first.title, first.subject, names, first.verdict, first.code, first.why)


def _fates(facts: TopicFacts) -> Iterator[Fate]:
    for one in facts.facts():
        report = judge(one, mends=False)
        code, why = _why(report)
        yield Fate(one.sender.title, one.sender.subject, (one.name,), report.verdict, code, why)


def _why(report: Report) -> tuple[str, str]:
    """The first finding that keeps it from getting through, "" where it does."""
    if report.verdict in REACHES:
        return "", ""
    found = (one for one in report.findings if one.status is report.verdict)
    return next(((one.code, one.says) for one in found), ("", ""))
