"""Lists of budgets: all of them, or those whose names contain something; paged."""

from __future__ import annotations

from bot.core.jobs import ListPage
from bot.core.model import Unread
from bot.core.names import containing
from bot.slack.render.message import Message, sentence
from bot.slack.render.names import name_list
from bot.slack.render.words import unread
from bot.work.accounts import known_account
from bot.work.deliver import respond, tell
from bot.work.desk import Desk


def all_budgets(desk: Desk, account: str) -> None:
    """The first page of all budgets, to the person who asked."""
    respond(desk, _page(desk, account, "", 0))


def list_page(desk: Desk, what: ListPage) -> None:
    """Turn the page of the list that the button sits on."""
    account = known_account(desk, what.account)
    if account is None:
        return
    if isinstance(account, Unread):
        tell(desk, unread("which account this is", account))
        return
    message = _page(desk, account, what.part, what.page)
    desk.slack.respond(desk.job.place.response_url, message, replace=True)


def _page(desk: Desk, account: str, part: str, page: int) -> Message:
    id = desk.job.id
    budgets = desk.reader.budgets(account)
    if isinstance(budgets, Unread):
        return sentence(id, unread(f"the budgets of account {account}", budgets))
    names = [budget.name for budget in budgets]
    ordered = containing(part, names) if part else sorted(names, key=lambda n: (n.casefold(), n))
    return name_list(id, account, ordered, part=part, page=page)
