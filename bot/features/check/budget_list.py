"""Lists of budgets: all of them, or those whose names contain something; paged."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.core.accounts import Directory
from bot.core.jobs.checks import ListPage
from bot.core.model import Unread
from bot.core.names import containing
from bot.errors import StoreError
from bot.features.check.all_accounts import list_all as list_everywhere
from bot.jobs.account import known_account
from bot.jobs.context import Desk
from bot.jobs.reply import alone, tell
from bot.slack.render.message import Message, sentence
from bot.slack.render.names import Known, Verdicts, name_list, page_of
from bot.slack.render.words import unread

_log = logging.getLogger(__name__)


def all_budgets(desk: Desk, account: str) -> None:
    """The first page of all budgets, to the person who asked."""
    alone(desk, _page(desk, account, "", 0))


def list_page(desk: Desk, what: ListPage) -> None:
    """Turn the page of the list that the button sits on."""
    directory = desk.reader.directory()
    if not what.account and isinstance(directory, Directory) and not directory.alone:
        message = list_everywhere(desk, directory, what.part, what.page)
        desk.slack.respond(desk.job.place.response_url, message, replace=True)
        return
    account = known_account(desk, what.account)
    if account is None:
        return
    if isinstance(account, Unread):
        tell(desk, unread("which account this is", account))
        return
    message = _page(desk, account, what.part, what.page)
    desk.slack.respond(desk.job.place.response_url, message, replace=True)


def named(desk: Desk, account: str, names: Sequence[str], part: str, page: int = 0) -> Message:
    """One page of these names, each with its last verdict where the store is there."""
    _, shown = page_of(names, page)
    verdicts = _verdicts(desk, account, shown)
    return name_list(desk.job.id, account, names, part=part, page=page, verdicts=verdicts)


def _page(desk: Desk, account: str, part: str, page: int) -> Message:
    budgets = desk.reader.budgets(account)
    if isinstance(budgets, Unread):
        return sentence(desk.job.id, unread(f"the budgets of account {account}", budgets))
    names = [budget.name for budget in budgets]
    ordered = containing(part, names) if part else sorted(names, key=lambda n: (n.casefold(), n))
    return named(desk, account, ordered, part, page)


def _verdicts(desk: Desk, account: str, names: Sequence[str]) -> Verdicts | None:
    if desk.office is None:
        return None
    try:
        found = {name: desk.office.verdicts.get(account, name) for name in names}
    except StoreError as error:
        _log.error("Job %s: a list without verdicts: %s", desk.job.id, error)
        return None
    return {n: Known(v.verdict, v.code, v.checked_at) for n, v in found.items() if v}
