"""A snooze that was submitted: kept with its record of the log, and said in the threads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.change.log_record import LogRecord
from bot.core.jobs import Place
from bot.core.jobs.snooze import SetSnooze
from bot.core.outgoing import Outgoing
from bot.core.senders import BUDGETS
from bot.core.snooze import Snooze, SnoozedCause, end_of
from bot.core.texts.snooze import CLOSED, LOGGED
from bot.core.texts.summary import summary
from bot.features.snooze.record import record
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.jobs.home import refresh_home
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill
from bot.jobs.thread_post import thread_post
from bot.jobs.threads import open_threads
from bot.slack.render.dates import utc
from bot.slack.render.message import sentence
from bot.slack.render.parts import Json
from bot.slack.render.snooze import SnoozeForm, done_view, snooze_view, snoozed_line
from bot.slack.values import pack


@handles(SetSnooze)
def set_snooze(context: Context, what: SetSnooze) -> None:
    """Keep it, once, and say so. Raises SlackError to be tried again, StoreError."""
    if is_hidden(context, what.account):
        return
    until = end_of(what.span, what.until, context.clock())
    if until is None:
        _show(context, _once_more(context, what))
        return
    snooze = _snooze(context, what, until)
    messages = tuple(_lines(context, snooze))
    if context.store.snoozes.put(snooze, _logged(context, snooze), messages):
        send(context, messages)
    _show(context, done_view(until, context.job.id))
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


def _once_more(context: Context, what: SetSnooze) -> Json:
    """The form again, with what is wrong with it."""
    why, whole = summary(what.code, BUDGETS), bool(what.whole)
    form = SnoozeForm(what.budget, why, shared=bool(what.resource), whole=whole, wrong=True)
    metadata = pack(
        account=what.account,
        budget=what.budget,
        code=what.code,
        resource=what.resource,
        channel=context.job.place.channel,
        home=what.home,
    )
    return snooze_view(form, context.job.id, metadata)


def _show(context: Context, view: Json) -> None:
    if not fill(context, view):
        alone(context, sentence(context.job.id, CLOSED))
