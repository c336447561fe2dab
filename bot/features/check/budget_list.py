"""Lists of budgets: all of them, or those whose names contain something; paged."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.core.accounts.directory import Directory
from bot.core.jobs.checks import ListPage
from bot.core.model.read import ReadFailed
from bot.core.names import containing
from bot.errors import StoreError
from bot.features.check.all_accounts import list_all as list_everywhere
from bot.jobs.account import directory_of, known_account
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, reply_text
from bot.slack.render.message import Message, sentence
from bot.slack.render.names import KnownVerdict, Verdicts, name_list, page_of
from bot.slack.render.texts import unread

_log = logging.getLogger(__name__)


def all_budgets(context: Context, account: str) -> None:
    """The first page of all budgets, to the person who asked."""
    alone(context, _page(context, account, "", 0))


@handles(ListPage)
def list_page(context: Context, what: ListPage) -> None:
    """Turn the page of the list that the button sits on."""
    directory = directory_of(context)
    if not what.account and isinstance(directory, Directory) and not directory.alone:
        message = list_everywhere(context, directory, what.part, what.page)
        context.slack.respond(context.job.place.response_url, message, replace=True)
        return
    account = known_account(context, what.account)
    if account is None:
        return
    if isinstance(account, ReadFailed):
        reply_text(context, unread("which account this is", account))
        return
    message = _page(context, account, what.part, what.page)
    context.slack.respond(context.job.place.response_url, message, replace=True)


def named(
    context: Context, account: str, names: Sequence[str], part: str, page: int = 0
) -> Message:
    """One page of these names, each with its last verdict where the store is there."""
    _, shown = page_of(names, page)
    verdicts = _verdicts(context, account, shown)
    return name_list(context.job.id, account, names, part=part, page=page, verdicts=verdicts)


def _page(context: Context, account: str, part: str, page: int) -> Message:
    budgets = context.reader.budgets(account)
    if isinstance(budgets, ReadFailed):
        return sentence(context.job.id, unread(f"the budgets of account {account}", budgets))
    names = [budget.name for budget in budgets]
    ordered = containing(part, names) if part else sorted(names, key=lambda n: (n.casefold(), n))
    return named(context, account, ordered, part, page)


def _verdicts(context: Context, account: str, names: Sequence[str]) -> Verdicts | None:
    if context.tables is None:
        return None
    try:
        found = {name: context.store.verdicts.get(account, name) for name in names}
    except StoreError as error:
        _log.error("Job %s: a list without verdicts: %s", context.job.id, error)
        return None
    return {n: KnownVerdict(v.verdict, v.code, v.checked_at) for n, v in found.items() if v}
