"""`/budget-check log`: what was done, newest first, for the eyes of who asks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.core.jobs.checks import LogPage, LogSteps
from bot.core.log_entry import LogEntry
from bot.core.log_filter import LogFilter, log_filter
from bot.core.model.read import ReadFailed
from bot.core.names import written_alike
from bot.core.texts.needs import NO_LOG
from bot.errors import UsageError
from bot.features.log.entries import LogReader
from bot.features.log.export import export_log
from bot.features.log.people import is_called
from bot.jobs.account import known_account, sure_account
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.slack.reach import can_do_without
from bot.slack.render.log import PAGE, LogLine, LogView, log_page, steps_view
from bot.slack.render.message import Message, sentence


def show_log(context: Context, account: str | ReadFailed, about: str) -> None:
    """What `about` asks for: the first page, or everything as a file."""
    if context.tables is None:
        reply_text(context, NO_LOG)
        return
    known = sure_account(context, account)
    if known is not None:
        _show(context, known, about)


@handles(LogPage)
def turn_log(context: Context, what: LogPage) -> None:
    """Turn the page of the log that the button sits on, or show the first one by itself."""
    account = sure_account(context, known_account(context, what.account))
    if account is None:
        return
    message = _page(context, what)
    if what.own:
        alone(context, message)
    else:
        context.slack.respond(context.job.place.response_url, message, replace=True)


@handles(LogSteps)
def show_steps(context: Context, what: LogSteps) -> None:
    """Every record of one change, in the view that waits."""
    account = sure_account(context, known_account(context, what.account))
    if account is None:
        return
    records = context.store.log.of_change(what.change)
    own = [record for record in records if record.account == account]
    fill(context, steps_view(context.job.id, own))


def _show(context: Context, account: str, about: str) -> None:
    try:
        wanted = log_filter(about, context.clock())
    except UsageError as error:
        reply_text(context, str(error))
        return
    if wanted.csv:
        export_log(context, _reader(context, account, wanted))
    else:
        alone(context, _page(context, LogPage(account, about, "")))


def _page(context: Context, what: LogPage) -> Message:
    try:
        wanted = log_filter(what.about, context.clock())
        reader = _reader(context, what.account, wanted)
        page = reader.page(what.cursor, PAGE)
    except UsageError as error:
        return sentence(context.job.id, str(error))
    view = LogView(what.account, what.about, reader.filter)
    lines = [LogLine(entry, _thread(context, entry)) for entry in page.items]
    return log_page(context.job.id, view, lines, older=page.cursor, first=not what.cursor)


def _reader(context: Context, account: str, wanted: LogFilter) -> LogReader:
    """Of the budget of that name; of the one whose name reads alike where nothing is logged."""
    is_wanted = is_called(context, wanted.person)
    reader = LogReader(context.store, account, wanted, is_wanted)
    if not wanted.budget or context.store.log.of_budget(account, wanted.budget, 1).items:
        return reader
    named = replace(wanted, budget=_true_name(context, account, wanted.budget))
    return LogReader(context.store, account, named, is_wanted)


def _true_name(context: Context, account: str, typed: str) -> str:
    """The budget whose name reads as what was typed; what was typed where that is not one."""
    budgets = context.reader.budgets(account)
    names = () if isinstance(budgets, ReadFailed) else tuple(one.name for one in budgets)
    alike = written_alike(typed, names)
    return alike[0] if len(alike) == 1 else typed


def _thread(context: Context, entry: LogEntry) -> str:
    """The address of where its story is told; "" where none is known."""
    place = entry.change.place if entry.change else entry.newest.place
    ts = (place.thread or place.message) if place else ""
    if not place or not place.channel or not ts:
        return ""
    link = partial(context.slack.link, place.channel, ts)
    return can_do_without("a link to the thread", link, "")
