"""A snooze that was submitted: kept with its record of the log, and said in the threads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.change.log_record import LogRecord
from bot.core.jobs import Place
from bot.core.jobs.snooze import SetSnooze
from bot.core.outgoing import Outgoing
from bot.core.root_cause import RootCause
from bot.core.snooze import Snooze, SnoozedCause, end_of
from bot.core.texts.snooze import LOGGED
from bot.features.snooze.form import form_view, show
from bot.features.snooze.record import record
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.jobs.home import refresh_home
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.jobs.thread_post import thread_post
from bot.jobs.threads import open_threads
from bot.slack.render.dates import utc
from bot.slack.render.snooze import done_view, snoozed_line


@handles(SetSnooze)
def set_snooze(context: Context, what: SetSnooze) -> None:
    """Keep it, once, and say so. Raises SlackError to be tried again, StoreError."""
    if is_hidden(context, what.account):
        return
    until = end_of(what.span, what.until, context.clock())
    if until is None:
        cause, shared = RootCause(what.code, what.resource), bool(what.resource)
        show(context, form_view(context, what, cause, shared=shared, wrong=True))
        return
    snooze = _snooze(context, what, until)
    messages = tuple(_lines(context, snooze))
    if context.store.snoozes.put(snooze, _logged(context, snooze), messages):
        send(context, messages)
    show(context, done_view(until, context.job.id))
    refresh_home(context, what.home)


def _snooze(context: Context, what: SetSnooze, until: datetime) -> Snooze:
    whole = bool(what.whole and what.resource)
    of = SnoozedCause(what.account, "" if whole else what.budget, what.code, what.resource)
    user, now = context.job.place.user, context.clock()
    return Snooze(of, what.budget, user, what.reason.strip(), now, until, context.job.id)


def _logged(context: Context, snooze: Snooze) -> LogRecord:
    why = LOGGED.format(until=utc(snooze.until), reason=snooze.reason)
    return record(context, snooze, "snoozed", snooze.by, why)


def _lines(context: Context, snooze: Snooze) -> Iterator[Outgoing]:
    """One in each place where the budget's alerts are talked about."""
    threads = open_threads(context.store.threads, snooze.of.account, snooze.first)
    for channel, ts in dict.fromkeys((one.channel, one.ts) for one in threads):
        mark = f"{snooze.revision}.{ts}"
        said = snoozed_line(mark, snooze.first, snooze.until, snooze.reason)
        yield thread_post(context, Place("", "", channel, thread=ts), said, mark)
