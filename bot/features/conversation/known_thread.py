"""Which budgets there are, by name, so that a text can be searched for them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence

from bot.core.accounts.directory import Account, Directory
from bot.core.model.read import ReadFailed
from bot.errors import StoreError
from bot.jobs.context import Context

Known = Mapping[str, Sequence[Account]]
"""The accounts that have a budget of each name."""
_MOST_PAGES = 20
_log = logging.getLogger(__name__)


def read_budgets(context: Context, directory: Directory) -> Known:
    """The budgets that AWS tells now, for somebody who asks."""
    listed = context.reader.all_budgets(directory.all)
    found: dict[str, list[Account]] = {}
    for account in directory.all:
        budgets = listed[account.id]
        for budget in () if isinstance(budgets, ReadFailed) else budgets:
            found.setdefault(budget.name, []).append(account)
    return found


def kept_budgets(context: Context, directory: Directory) -> Known:
    """The budgets that were checked before, for posts that nobody asked about.

    Other apps post much that may be an alert: AWS is asked only for an account of which nothing is
    remembered.
    """
    found: dict[str, list[Account]] = {}
    for account in directory.all:
        for name in _checked(context, account) or _listed(context, account):
            found.setdefault(name, []).append(account)
    return found


def _checked(context: Context, account: Account) -> list[str]:
    if context.tables is None:
        return []
    try:
        return list(_pages(context, account))
    except StoreError as error:
        _log.error("Job %s: the verdicts are not read: %s", context.job.id, error)
        return []


def _pages(context: Context, account: Account) -> Iterator[str]:
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = context.store.verdicts.of_account(account.id, 1000, cursor)
        yield from (verdict.budget for verdict in page.items)
        cursor = page.cursor
        if not cursor:
            return


def _listed(context: Context, account: Account) -> list[str]:
    budgets = context.reader.budgets(account.id)
    if isinstance(budgets, ReadFailed):
        _log.warning("Job %s: the budgets of %s are unread", context.job.id, account.id)
        return []
    return [budget.name for budget in budgets]
