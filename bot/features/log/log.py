"""`/budget-check log [NAME]`: what was done, newest first, for the eyes of who asks."""

from __future__ import annotations

from bot.core.change import Action
from bot.core.jobs.checks import LogPage
from bot.core.model import Unread
from bot.core.names import written_alike
from bot.errors import UsageError
from bot.jobs.account import known_account
from bot.jobs.context import Desk, Office
from bot.jobs.reply import alone, tell
from bot.slack.render.log import PAGE, log_page
from bot.slack.render.message import Message, sentence
from bot.slack.render.words import unread
from bot.store.paging import Page

_NO_TABLES = (
    "Nothing is logged here: this budget-check has no tables, so it reads and changes nothing. "
    "Whoever runs it can make them: `serve` prints how."
)


def show_log(desk: Desk, account: str | Unread, budget: str) -> None:
    """The first page, of one budget or of the account."""
    if desk.office is None:
        tell(desk, _NO_TABLES)
    elif isinstance(account, Unread):
        tell(desk, unread("which account this is", account))
    else:
        alone(desk, _page(desk, desk.office, LogPage(account, budget, "")))


def turn_log(desk: Desk, what: LogPage) -> None:
    """Turn the page of the log that the button sits on."""
    account = known_account(desk, what.account)
    if account is None:
        return
    if desk.office is None:
        tell(desk, _NO_TABLES)
        return
    message = _page(desk, desk.office, what)
    desk.slack.respond(desk.job.place.response_url, message, replace=True)


def _page(desk: Desk, office: Office, what: LogPage) -> Message:
    try:
        page = _read(office, what)
        if what.budget and not page.items and not what.cursor:
            what = what._replace(budget=_true_name(desk, what))
            page = _read(office, what)
    except UsageError as error:
        return sentence(desk.job.id, str(error))
    return log_page(
        desk.job.id,
        what.account,
        what.budget,
        page.items,
        older=page.cursor,
        first=not what.cursor,
    )


def _read(office: Office, what: LogPage) -> Page[Action]:
    if what.budget:
        return office.log.of_budget(what.account, what.budget, PAGE, what.cursor)
    return office.log.of_account(what.account, PAGE, what.cursor)


def _true_name(desk: Desk, what: LogPage) -> str:
    """The budget whose name reads as what was typed; what was typed where that is not one."""
    budgets = desk.reader.budgets(what.account)
    names = () if isinstance(budgets, Unread) else tuple(one.name for one in budgets)
    alike = written_alike(what.budget, names)
    return alike[0] if len(alike) == 1 else what.budget
