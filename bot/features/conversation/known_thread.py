"""Which budgets there are, by name, so that a text can be searched for them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.core.accounts.directory import Account, Directory
from bot.core.model.read import ReadFailed
from bot.errors import StoreError
from bot.jobs.budget_index import BudgetIndex, budget_index, is_indexed
from bot.jobs.context import Context
from bot.jobs.reader import listed_budgets

Known = Mapping[str, Sequence[Account]]
"""The accounts that have a budget of each name; none for a name that no budget has any more."""
_MOST_PAGES = 20
_log = logging.getLogger(__name__)


class _Indexed(Mapping[str, Sequence[Account]]):
    """The names of the index, whose accounts are looked up where one is asked for."""

    def __init__(self, index: BudgetIndex) -> None:
        self._index = index
        self._names = index.all_names()
        self._found: dict[str, tuple[Account, ...]] = {}

    def __getitem__(self, name: str) -> Sequence[Account]:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._found:
            self._found[name] = tuple(one.account for one in self._index.called([name]))
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def with_accounts(known: Known, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that a budget has still. Raises StoreError."""
    return tuple(name for name in names if known[name])


def read_budgets(context: Context, directory: Directory) -> Known:
    """The budgets that AWS tells now, for somebody who asks; of many accounts those of the index.

    Raises StoreError.
    """
    if is_indexed(context, directory):
        return _Indexed(budget_index(context, directory))
    listed = context.reader.all_budgets(directory.all)
    found: dict[str, list[Account]] = {}
    for account, budget in listed_budgets(directory.all, listed):
        found.setdefault(budget.name, []).append(account)
    return found


def kept_budgets(context: Context, directory: Directory) -> Known:
    """The budgets that were checked before, for posts that nobody asked about.

    Other apps post much that may be an alert: AWS is asked only for an account of which nothing is
    remembered. Raises StoreError where there are many accounts.
    """
    if is_indexed(context, directory):
        return _Indexed(budget_index(context, directory))
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
