"""Reads and judges whatever a reference stands for: a budget, an alarm, a topic."""

from __future__ import annotations

from bot.core.alerts.lost import Applied
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic_facts import TopicFacts
from bot.core.reference import Reference, reference_of
from bot.core.topic_report import AnyReport
from bot.jobs.context import Context


def checked(
    context: Context, account: str | ReadFailed, reference: str, applied: Applied | None = None
) -> AnyReport:
    """What is so now (`bot.core.reference`); `applied` is as `Context.report` has it."""
    wanted = reference_of(reference)
    if wanted is None or wanted.sender:
        return context.report(account, reference, applied)
    return context.judged_topic(_topic(context, account, wanted))


def _topic(context: Context, account: str | ReadFailed, wanted: Reference) -> TopicFacts:
    """The topic with its senders; one that is gone, or not one, as NotFound."""
    found = context.reader.topic_facts(account, wanted.name, wanted.region)
    if isinstance(found, TopicFacts):
        return found
    known = "" if isinstance(account, ReadFailed) else account
    return TopicFacts(wanted.name, known, context.clock(), NotFound(wanted.name))
