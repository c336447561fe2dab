"""The last verdicts of the accounts that somebody may see: one query an account, and no AWS."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.core.accounts.directory import Account
from bot.core.proof.names import is_temporary
from bot.jobs.context import Context
from bot.store.pages import every
from bot.store.verdicts import LastVerdict

_GONE = "budget.not-found"
_AT_ONCE = 8
_PAGE = 1000
"""Of a query, which gives at most 1 MB."""


@dataclass(frozen=True, slots=True)
class KnownBudget:
    """A budget's last verdict, and its account."""

    account: Account
    last: LastVerdict


def known_budgets(context: Context, accounts: Sequence[Account]) -> list[KnownBudget]:
    """Those that are there, without those that go by themselves. Raises StoreError."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(lambda one: _of(context, one), accounts))
    return [known for each in found for known in each]


def is_gone(last: LastVerdict) -> bool:
    """Whether the budget is no more; a version before kept those of proofs' temporary budgets."""
    return last.code == _GONE or is_temporary(last.budget)


def _of(context: Context, account: Account) -> list[KnownBudget]:
    verdicts = context.store.verdicts
    found = every(lambda cursor: verdicts.of_account(account.id, _PAGE, cursor))
    return [KnownBudget(account, last) for last in found if not is_gone(last)]
