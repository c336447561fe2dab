"""The draft of a change ticket for one row of an answer, from a check made now."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from bot.core.tickets import Draft, draft, on_topic
from bot.jobs.context import Context
from bot.store.answers import Answer


@dataclass(frozen=True, slots=True)
class Additions:
    """What a person adds: a title, "" for the draft's own, a note, and the link to the thread."""

    title: str = ""
    note: str = ""
    thread: str = ""


def drawn_up(context: Context, answer: Answer, row: int, words: Additions) -> Draft:
    """The ticket about the topic of that row; the best fix for it is worked out, not written.

    Of an answer about a topic it is the ticket of the sender that fares worst, with what lets in
    the others as well.
    """
    topic = answer.topics[row]
    read = _read(context, answer, topic)
    report = on_topic(context.judged(read.facts), topic)
    path = _path(read.facts, report, topic)
    owners = context.owners(_arns(path)) if path else ()
    plan = _plan(context, report, path, owners, read.topic)
    made = draft(report, plan, owners=owners, thread=words.thread, note=words.note)
    return replace(made, title=words.title.strip() or made.title, budget=answer.budget)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the ticket is about; `topic` is what was read of the topic, None of a budget's path."""

    facts: Facts
    topic: TopicFacts | None = None


def _read(context: Context, answer: Answer, topic: str) -> _Read:
    arn = topic_in(answer.budget)
    if not arn:
        context.prefetch.ask(context.senders, answer.account, topic)
        return _Read(context.reader.facts(answer.account, answer.budget))
    found = context.reader.topic_facts(answer.account, arn)
    each = list(found.facts()) if isinstance(found, TopicFacts) else []
    if not isinstance(found, TopicFacts) or not each:
        missing = NotFound(arn)
        return _Read(Facts(answer.account, answer.budget, context.clock(), missing))
    worst = max(each, key=lambda facts: judge(facts, mends=False).verdict.rank)
    return _Read(worst, found)


def _plan(
    context: Context,
    report: Report,
    path: Path | None,
    owners: tuple[Owner, ...],
    topic: TopicFacts | None,
) -> Plan | CannotPlan | None:
    if path is None or not report.fixes:
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
    return fixes.plan(report.fixes[0].id, subject)


def _path(facts: Facts, report: Report, topic: str) -> Path | None:
    """The topic's path, of several the one that the report calls worst."""
    paths = [path for path in facts.paths() if path.address == topic]
    bad = {p.notification for p in report.paths if p.verdict is report.verdict}
    return next((path for path in paths if path.notification in bad), None)


def _arns(path: Path) -> tuple[str, ...]:
    topic = (path.topic.arn,) if isinstance(path.topic, Topic) else ()
    return (*topic, *((path.key.arn,) if isinstance(path.key, Key) else ()))
