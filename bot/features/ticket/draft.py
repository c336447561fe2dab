"""The draft of a change ticket for one row of an answer, from a check made now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core import fixes
from bot.core.findings import Report
from bot.core.fixes import FixSubject
from bot.core.model.budget import Notification
from bot.core.model.key import Key
from bot.core.model.path import Facts, Path
from bot.core.model.topic import Topic
from bot.core.owners import Owner
from bot.core.plan import CannotPlan, Plan
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
    """The ticket about the topic of that row; the best fix for it is worked out, not written."""
    topic = answer.topics[row]
    context.prefetch.ask(context.senders, answer.account, topic)
    facts = context.reader.facts(answer.account, answer.budget)
    report = on_topic(context.judged(facts), topic)
    path = _path(facts, report, topic)
    owners = context.owners(_arns(path)) if path else ()
    plan = _plan(context, report, path, owners)
    made = draft(report, plan, owners=owners, thread=words.thread, note=words.note)
    return replace(made, title=words.title.strip() or made.title)


def _plan(
    context: Context, report: Report, path: Path | None, owners: tuple[Owner, ...]
) -> Plan | CannotPlan | None:
    if path is None or not report.fixes:
        return None
    senders = context.prefetch.answer(context.senders, path.account, path.address or "")
    subject = FixSubject(
        path=path,
        owners=owners,
        allow_unencrypted=context.settings.allow_unencrypted,
        change_id=f"ticket-{context.job.id}",
        others=senders.paths_beside(path),
        senders=senders,
    )
    return fixes.plan(report.fixes[0].id, subject)


def _path(facts: Facts, report: Report, topic: str) -> Path | None:
    """The topic's path, of several the one that the report calls worst."""
    paths = [path for path in facts.paths() if _topic(path) == topic]
    bad = {p.notification for p in report.paths if p.verdict is report.verdict}
    return next((path for path in paths if path.notification in bad), None)


def _topic(path: Path) -> str | None:
    notification = path.notification
    return notification.topic if isinstance(notification, Notification) else None


def _arns(path: Path) -> tuple[str, ...]:
    topic = (path.topic.arn,) if isinstance(path.topic, Topic) else ()
    return (*topic, *((path.key.arn,) if isinstance(path.key, Key) else ()))
