"""`/budget-check log [NAME]`: what was done, newest first, for the eyes of who asks."""

from __future__ import annotations

from bot.core.change.log_record import LogRecord
from bot.core.jobs.checks import LogPage
from bot.core.model.read import ReadFailed
from bot.core.names import written_alike
from bot.errors import UsageError
from bot.jobs.account import known_account
from bot.jobs.context import Context
from bot.jobs.needs import NO_TABLES
from bot.jobs.registry import handles
from bot.jobs.reply import alone, reply_text
from bot.slack.render.log import PAGE, log_page
from bot.slack.render.message import Message, sentence
from bot.slack.render.texts import unread
from bot.store.pages import Page

_NO_TABLES = f"Nothing is logged here. {NO_TABLES}"


def show_log(context: Context, account: str | ReadFailed, budget: str) -> None:
    """The first page, of one budget or of the account."""
    if context.tables is None:
        reply_text(context, _NO_TABLES)
    elif isinstance(account, ReadFailed):
        reply_text(context, unread("which account this is", account))
    else:
        alone(context, _page(context, LogPage(account, budget, "")))


@handles(LogPage)
def turn_log(context: Context, what: LogPage) -> None:
    """Turn the page of the log that the button sits on."""
    account = known_account(context, what.account)
    if account is None:
        return
    if isinstance(account, ReadFailed):
        reply_text(context, unread("which account this is", account))
        return
    message = _page(context, what)
    context.slack.respond(context.job.place.response_url, message, replace=True)


def _page(context: Context, what: LogPage) -> Message:
    try:
        page = _read(context, what)
        if what.budget and not page.items and not what.cursor:
            what = what._replace(budget=_true_name(context, what))
            page = _read(context, what)
    except UsageError as error:
        return sentence(context.job.id, str(error))
    return log_page(
        context.job.id,
        what.account,
        what.budget,
        page.items,
        older=page.cursor,
        first=not what.cursor,
    )


def _read(context: Context, what: LogPage) -> Page[LogRecord]:
    if what.budget:
        return context.store.log.of_budget(what.account, what.budget, PAGE, what.cursor)
    return context.store.log.of_account(what.account, PAGE, what.cursor)


def _true_name(context: Context, what: LogPage) -> str:
    """The budget whose name reads as what was typed; what was typed where that is not one."""
    budgets = context.reader.budgets(what.account)
    names = () if isinstance(budgets, ReadFailed) else tuple(one.name for one in budgets)
    alike = written_alike(what.budget, names)
    return alike[0] if len(alike) == 1 else what.budget
