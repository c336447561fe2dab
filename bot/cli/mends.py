"""What would mend each topic's paths, worked out for a terminal: nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core import fixes
from bot.core.findings import FixOffer, Report
from bot.core.fixes import FixSubject
from bot.core.model.path import Facts, Path
from bot.core.model.topic_facts import OtherSenders
from bot.core.plan import CannotPlan, Plan
from bot.core.simulate import codes_of, judged
from bot.errors import UsageError


@dataclass(frozen=True, slots=True)
class Mend:
    """The change for one topic, and what else would help there, the best first."""

    topic: str
    plan: Plan | CannotPlan
    others: tuple[FixOffer, ...]


@dataclass(frozen=True, slots=True)
class MendRequest:
    """`only` is the id of a fix, "" for the best. `change_id` names what a change makes. `senders`
    reads what else publishes to a topic, by its ARN.
    """

    only: str
    change_id: str
    allow_unencrypted: bool
    senders: Callable[[str], OtherSenders]


def mends(facts: Facts, report: Report, request: MendRequest) -> tuple[Mend, ...]:
    """For each topic that something mends: all in one change where that does, else the best.

    Raises UsageError for a fix that helps on no topic of the budget.
    """
    each = (_mend(facts, report, topic, request) for topic in report.topics)
    made = tuple(mend for mend in each if mend)
    if request.only and not made:
        helpful = ", ".join(one.id for one in offers(report)) or "none does"
        raise UsageError(
            f"--only {request.only!r} is no fix that helps here. What does: {helpful}."
        )
    return made


def offers(report: Report) -> tuple[FixOffer, ...]:
    """What would help on some topic, all in one first, as Slack offers it."""
    found = (offer for topic in report.topics for offer in _on(report, topic))
    return tuple(dict.fromkeys(found))


def _on(report: Report, topic: str) -> tuple[FixOffer, ...]:
    all_in_one = report.together_on(topic)
    return (*((all_in_one,) if all_in_one else ()), *report.fixes_on(topic))


def _mend(facts: Facts, report: Report, topic: str, request: MendRequest) -> Mend | None:
    offered = _on(report, topic)
    chosen = next((one for one in offered if request.only in ("", one.id)), None)
    if chosen is None:
        return None
    path = _path(facts, topic, chosen.id)
    senders = request.senders(topic) if _concerns_senders(chosen.id) else None
    subject = FixSubject(
        path,
        allow_unencrypted=request.allow_unencrypted,
        change_id=request.change_id,
        others=senders.paths_beside(path) if senders else (),
        senders=senders,
    )
    others = tuple(one for one in offered if one != chosen)
    return Mend(topic, fixes.plan(chosen.id, subject), others)


def _path(facts: Facts, topic: str, fix_id: str) -> Path:
    """Of several paths to the topic, one that the fix mends."""
    fix = fixes.fix_named(fix_id)
    wanted = fix.clears if fix else frozenset[str]()
    paths = [path for path in facts.paths() if path.address == topic]
    return next((path for path in paths if codes_of(judged(path)) & wanted), paths[0])


def _concerns_senders(fix_id: str) -> bool:
    fix = fixes.fix_named(fix_id)
    return bool(fix and fixes.concerns_senders(fix))
