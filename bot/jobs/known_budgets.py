"""What is known of the accounts that somebody may see, from their overviews (`bot.store.
overviews`) and no AWS: as many calls for ten accounts as for ten thousand, but for the megabytes
that they take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from bot.core.accounts.directory import Account
from bot.core.listed_budget import ListedBudget
from bot.core.tally import AccountTally
from bot.core.texts.home import UNCOUNTED
from bot.core.texts.words import thousands
from bot.jobs.context import Context
from bot.store.overviews import Counted

MOST_COUNTED = 50
"""Accounts that are counted for one view. Normally none has to be: each sweep of an account counts
it. After an upgrade, and where many checks have found something new, the others are left out of the
view, which says so.
"""
_FEW = 10
"""So many accounts are asked for one by one; for more, those of all are read through."""
_AT_ONCE = 8
_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True)
class KnownBudget:
    """A budget by its last check, and its account."""

    account: Account
    last: ListedBudget


@dataclass(frozen=True, slots=True)
class Tallies:
    """The figures of the accounts, and those that are not counted yet."""

    of: Mapping[str, AccountTally]
    uncounted: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownBudgets:
    """The budgets that are there, without those that go by themselves; `uncounted` are the accounts
    whose budgets are left out.
    """

    all: tuple[KnownBudget, ...]
    uncounted: tuple[Account, ...] = ()


def tallies(context: Context, accounts: Sequence[Account]) -> Tallies:
    """The figures of these accounts, none behind the verdicts. Raises StoreError."""
    kept = context.store.overviews
    found, left = _of(context, accounts, kept.tallies, lambda counted: counted.tally)
    return Tallies(found, left)


def known_budgets(context: Context, accounts: Sequence[Account]) -> KnownBudgets:
    """Every budget of these accounts; otherwise as `tallies`."""
    kept = context.store.overviews
    found, left = _of(context, accounts, kept.budgets, lambda counted: counted.budgets)
    known = (KnownBudget(one, last) for one in accounts for last in found.get(one.id, ()))
    return KnownBudgets(tuple(known), left)


def uncounted(left: Sequence[Account]) -> str:
    """That these are not counted yet; "" for none."""
    return UNCOUNTED.format(count=thousands(len(left))) if left else ""


def _of(
    context: Context,
    accounts: Sequence[Account],
    read: Callable[[str], Mapping[str, _Held]],
    part: Callable[[Counted], _Held],
) -> tuple[Mapping[str, _Held], tuple[Account, ...]]:
    """What is kept of these accounts, and those of which it is not. What has to be counted anew,
    for a check found it otherwise or it never was, is counted first.
    """
    marked = context.store.overviews.marked()  # before the rest: see there
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        few = [one.id for one in accounts] if len(accounts) <= _FEW else [""]
        held = {id: it for some in pool.map(read, few) for id, it in some.items()}
        held = {one.id: held[one.id] for one in accounts if one.id in held}
        behind = [one for one in accounts if one.id in marked]
        behind += [one for one in accounts if one.id not in held and one.id not in marked]
        now, left = behind[:MOST_COUNTED], behind[MOST_COUNTED:]
        counted = pool.map(lambda one: context.store.overviews.count(one.id), now)
        held |= {one.id: part(it) for one, it in zip(now, counted, strict=True)}
    late = {one.id for one in left}
    return {id: it for id, it in held.items() if id not in late}, tuple(left)
