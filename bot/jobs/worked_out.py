"""What is wrong on one topic of an answer, and a fix for it, from a check made now.

It is worked out for who writes it down elsewhere, in a ticket or a pull request: nothing is
written to AWS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core import fixes
from bot.core.findings import Report
from bot.core.fixes import FixSubject
from bot.core.model.key import Key
from bot.core.model.path import Facts, Path
from bot.core.model.read import NotFound
from bot.core.model.topic import Topic
from bot.core.model.topic_facts import TopicFacts
from bot.core.owners import Owner
from bot.core.plan import CannotPlan, Plan
from bot.core.reference import topic_in
from bot.core.report import judge
from bot.core.tickets import on_topic
from bot.jobs.context import Context


@dataclass(frozen=True, slots=True)
class Wanted:
    """What it is worked out for: `budget` stands for what was checked (`bot.core.reference`),
    `topic` is the ARN of the one that it is about.
    """

    account: str
    budget: str
    topic: str


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """`report` is of that topic alone, `path` the worst of its paths, None where there is none.

    `plan` is the fix, why it cannot be planned, or None where no fix would help; `owners` is who
    owns the topic and the key, by their tags.
    """

    report: Report
    path: Path | None
    plan: Plan | CannotPlan | None
    owners: tuple[Owner, ...]


def best(report: Report) -> str:
    """The id of the best fix; "" where nothing would help."""
    return report.fixes[0].id if report.fixes else ""


def worked_out(
    context: Context, wanted: Wanted, choose: Callable[[Report], str] = best
) -> WorkedOut:
    """Read it, and work out the fix of the id that `choose` gives, "" for none.

    Of an answer about a topic it is about the sender that fares worst, with what lets in the others
    as well.
    """
    read = _read(context, wanted)
    report = on_topic(context.judged(read.facts), wanted.topic)
    path = _path(read.facts, report, wanted.topic)
    owners = context.owners(arns_of(path)) if path else ()
    plan = _plan(context, choose(report), path, owners, read.topic)
    return WorkedOut(report, path, plan, owners)


def arns_of(path: Path) -> tuple[str, ...]:
    """The topic and the key, as far as they were read."""
    topic = (path.topic.arn,) if isinstance(path.topic, Topic) else ()
    return (*topic, *((path.key.arn,) if isinstance(path.key, Key) else ()))


@dataclass(frozen=True, slots=True)
class _Read:
    """`topic` is what was read of the topic, None of a budget's path."""

    facts: Facts
    topic: TopicFacts | None = None


def _read(context: Context, wanted: Wanted) -> _Read:
    arn = topic_in(wanted.budget)
    if not arn:
        context.prefetch.ask(context.senders, wanted.account, wanted.topic)
        return _Read(context.reader.facts(wanted.account, wanted.budget))
    found = context.reader.topic_facts(wanted.account, arn)
    each = list(found.facts()) if isinstance(found, TopicFacts) else []
    if not isinstance(found, TopicFacts) or not each:
        missing = NotFound(arn)
        return _Read(Facts(wanted.account, wanted.budget, context.clock(), missing))
    worst = max(each, key=lambda facts: judge(facts, mends=False).verdict.rank)
    return _Read(worst, found)


def _plan(
    context: Context,
    fix: str,
    path: Path | None,
    owners: tuple[Owner, ...],
    topic: TopicFacts | None,
) -> Plan | CannotPlan | None:
    if path is None or not fix:
        return None
    if topic:
        senders, others = topic.senders, topic.paths_beside(path.sender, path.name)
    else:
        senders = context.prefetch.answer(context.senders, path.account, path.address or "")
        others = senders.paths_beside(path)
    subject = FixSubject(
        path=path,
        owners=owners,
        allow_unencrypted=context.settings.allow_unencrypted,
        change_id=f"ticket-{context.job.id}",
        others=others,
        senders=senders,
    )
    return fixes.plan(fix, subject)


def _path(facts: Facts, report: Report, topic: str) -> Path | None:
    """The topic's path, of several the one that the report calls worst."""
    paths = [path for path in facts.paths() if path.address == topic]
    bad = {p.notification for p in report.paths if p.verdict is report.verdict}
    return next((path for path in paths if path.notification in bad), None)
