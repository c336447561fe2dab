"""The last verdicts of the accounts that somebody may see: one query an account, and no AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from bot.core.accounts.directory import Account
from bot.core.outage import REACHES
from bot.core.proof.names import is_temporary
from bot.jobs.context import Context
from bot.store.pages import Page, every
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


SubjectsHit = Mapping[tuple[str, str], tuple[str, ...]]
"""References by account, and the key or topic that keeps them from getting through."""


def subjects_hit(context: Context, accounts: Sequence[Account]) -> SubjectsHit:
    """What of other senders does not get through; asked only where SENDERS names some. Raises
    StoreError.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for account in accounts if context.settings.senders else ():
        for last in every(partial(_subjects, context, account.id)):
            if last.verdict not in REACHES and last.cause and last.cause.resource:
                key = account.id, last.cause.resource
                found[key] = (*found.get(key, ()), last.budget)
    return found


def _subjects(context: Context, account: str, cursor: str) -> Page[LastVerdict]:
    return context.store.verdicts.subjects_of(account, _PAGE, cursor)


def is_gone(last: LastVerdict) -> bool:
    """Whether the budget is no more; a version before kept those of proofs' temporary budgets."""
    return last.code == _GONE or is_temporary(last.budget)


def _of(context: Context, account: Account) -> list[KnownBudget]:
    verdicts = context.store.verdicts
    found = every(lambda cursor: verdicts.of_account(account.id, _PAGE, cursor))
    return [KnownBudget(account, last) for last in found if not is_gone(last)]
