"""The end of a snooze, by a person or by its time: what is still broken is told again, once."""

from __future__ import annotations

import logging

from bot.core.jobs.snooze import Wake
from bot.core.jobs.snooze_ends import EndSnoozes
from bot.core.outage import REACHES
from bot.core.root_cause import RootCause, root_cause
from bot.core.snooze import Snooze
from bot.core.texts.snooze import OVER, WOKEN
from bot.core.texts.words import moment
from bot.features.check.last_verdict import keep_verdict
from bot.features.snooze.ask import sharing
from bot.features.snooze.record import record
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.jobs.home import refresh_home
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.jobs.silence import tell_again
from bot.store.pages import every

_log = logging.getLogger(__name__)


@handles(Wake)
def wake(context: Context, what: Wake) -> None:
    """End it now. Raises SlackError to be tried again, StoreError."""
    snooze = context.store.snoozes.by_id(what.snooze)
    if snooze and not is_hidden(context, snooze.of.account):
        _end(context, snooze, "woke", context.job.place.user, WOKEN)
    refresh_home(context, what.home)


@handles(EndSnoozes)
def end_due(context: Context, _what: EndSnoozes) -> None:
    """End what is due. Raises StoreError."""
    now, snoozes = context.clock(), context.store.snoozes
    # All pages before the first end, which moves the others.
    for snooze in tuple(every(lambda cursor: snoozes.due(now, cursor))):
        _end(context, snooze, "snooze ended", "budget-check", OVER)


def _end(context: Context, snooze: Snooze, what: str, who: str, note: str) -> None:
    """In one transaction with what is said of it."""
    budget = _still_broken(context, snooze)
    says = note.format(reason=snooze.reason, until=moment(snooze.until))
    again = (tell_again(context, snooze.of.account, budget, says, snooze),) if budget else ()
    action = record(context, snooze, what, who, snooze.reason)
    if context.store.snoozes.end(snooze, action, again):
        send(context, again)
    else:
        _log.info("The snooze of %r was ended or renewed just now", snooze.first)


def _still_broken(context: Context, snooze: Snooze) -> str:
    """A budget that it kept silent and that still does not alert: the first by a check of now, the
    others by their last; "" for none.
    """
    report = context.report(snooze.of.account, snooze.first)
    keep_verdict(context, report)
    if report.verdict not in REACHES or _is(root_cause(report), snooze):
        return snooze.first
    if snooze.of.budget:
        return ""
    verdicts = context.store.verdicts
    cause = RootCause(snooze.of.code, snooze.of.resource)
    others = (verdicts.get(one.account, one.budget) for one in sharing(context, cause))
    here = (one for one in others if one and one.account == snooze.of.account)
    return next((one.budget for one in here if _is(one.cause, snooze)), "")


def _is(cause: RootCause | None, snooze: Snooze) -> bool:
    kept = (snooze.of.code, snooze.of.resource)
    return cause is not None and (cause.code, cause.resource) == kept
