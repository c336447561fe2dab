"""Check one budget again, and tell what has turned since the watch last told."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

from bot.core.findings import Report, Status
from bot.core.jobs.watch import Watch
from bot.core.model.read import Cause, ReadFailed
from bot.core.reference import reference_of
from bot.core.texts.report import leading
from bot.core.verdict_change import verdict_change
from bot.errors import StoreError
from bot.features.check.last_verdict import last_verdict
from bot.features.watch.verdict_messages import beside, verdict_messages
from bot.jobs.account import is_known
from bot.jobs.changed_meanwhile import check_what_changed
from bot.jobs.context import Context
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.store.verdicts import LastVerdict

PATIENCE = 3
"""So often what AWS did not answer is asked again before it is told as UNKNOWN."""
_AGAIN_AFTER = 60
_ATTEMPTS = 3
_GONE = frozenset({"budget.not-found", "sender.not-found", "sender.no-topic"})
_PASSING = {Cause.THROTTLED, Cause.TIMED_OUT, Cause.UNREACHABLE}
_log = logging.getLogger(__name__)


@handles(Watch)
def watch(context: Context, what: Watch) -> None:
    """Check it, unless that was done since, and say how it turned. Raises StoreError."""
    if not is_known(context, what.account):
        return
    was = context.store.verdicts.get(what.account, what.budget)
    if not _is_looked_for(context, what.budget):
        _forget(context, was)
        return
    if was and _seen_since(was, what, context.job.id):
        return
    for _ in range(_ATTEMPTS):
        facts = context.reader.facts(what.account, what.budget)
        report = context.judged(facts)
        context.measures.checked(report.verdict)
        if _waits(context, was, report, facts):
            return
        if _is_gone(report):
            _forget(context, was)
            return
        now = last_verdict(report)
        says = verdict_messages(context, report, what.group)
        kept = context.store.verdicts.watch(now, context.job.id, says, beside(context))
        if kept:
            send(replace(context, seen=facts), kept.messages)
            check_what_changed(context, kept)
            return
    raise StoreError("verdicts", f"is busy with {what.budget!r}: it is checked again later.")


def _seen_since(was: LastVerdict, what: Watch, job: str) -> bool:
    """Whether a check that began after the cause has told, or had nothing to tell."""
    mine = was.untold is not None and was.untold.teller == job  # of the version before
    turned = was.told is not None and verdict_change(was.told, was.verdict) is not None
    return was.checked_at >= datetime.fromisoformat(what.since) and not mine and not turned


def _waits(context: Context, was: LastVerdict | None, report: Report, facts: object) -> bool:
    """Whether AWS was merely busy: then it is asked again in a minute, and nothing is told."""
    passing = any(one.cause in _PASSING for one in _unread(facts))
    if report.verdict is not Status.UNKNOWN or not passing or context.job.attempt >= PATIENCE:
        return False
    if was:  # a new one's first record would count as told (Verdicts.watch)
        context.store.verdicts.put(last_verdict(report))
    context.queue.send(replace(context.job, attempt=context.job.attempt + 1), _AGAIN_AFTER)
    return True


def _unread(thing: object) -> Iterator[ReadFailed]:
    """Every read, however deep, that gave no answer."""
    if isinstance(thing, ReadFailed):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _unread(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _unread(value)
    elif isinstance(thing, tuple | list | frozenset):
        for value in thing:
            yield from _unread(value)


def _is_gone(report: Report) -> bool:
    first = leading(report)
    return first is not None and first.code in _GONE


def _forget(context: Context, was: LastVerdict | None) -> None:
    """A budget that was deleted is no broken one."""
    if was:
        _log.info("Budget %r of account %s is gone", was.budget, was.account)
        if context.store.verdicts.forget(was):
            context.store.budget_names.drop(was.budget, context.clock())


def _is_looked_for(context: Context, name: str) -> bool:
    """False for what of a sender that SENDERS names no more: nobody may read it."""
    wanted = reference_of(name)
    sender = wanted.sender if wanted else None
    return sender is None or sender.setting in context.settings.senders
