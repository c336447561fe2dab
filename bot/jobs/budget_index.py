"""The index of names, for who asks: their accounts, and what a sweep has not seen yet from AWS.

With many accounts AWS is not asked in each of them: what their last sweeps saw is looked up. Of an
account that no sweep has seen since there is an index, AWS is asked, as far as there is time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.accounts.directory import Account, Directory
from bot.core.findings import Status
from bot.core.model.read import Cause, ReadFailed
from bot.core.texts.accounts import NOT_SWEPT
from bot.core.texts.words import first_of, lines
from bot.jobs.account import not_looked_at
from bot.jobs.context import Context
from bot.jobs.reader import Listed, listed_budgets
from bot.store.budget_names import BudgetNames, partition_of

ASKED_IN_ALL = 25
"""Accounts that are each asked at AWS: of more the index says where a budget is."""
MOST_ASKED = 400
"""Accounts that no sweep has seen, of which AWS is asked in one search."""
PATIENCE = 3.0
"""Seconds for that: a person waits."""
_NAMED = 5
_UNREAD = ReadFailed("", "", Cause.TIMED_OUT)


@dataclass(frozen=True, slots=True)
class FoundBudget:
    """A budget and its account. `last` is its last verdict, None where no check is kept."""

    account: Account
    name: str
    last: Status | None = None


@dataclass(frozen=True, slots=True)
class BudgetIndex:
    """What is known of the budgets of `accounts`, by id: those that who asks may see.

    `oldest` is when the oldest sweep began that it knows from, None where it knows of no account.
    `listed` is what AWS says of accounts that no sweep has seen, `unlisted` are the rest of them.
    What reads the tables raises StoreError.
    """

    names: BudgetNames
    now: datetime
    accounts: Mapping[str, Account]
    oldest: datetime | None
    listed: Listed
    unlisted: tuple[Account, ...] = ()

    def read_as(self, name: str) -> tuple[FoundBudget, ...]:
        """The budgets whose names read as this one, whatever their case."""
        kept = self.names.of(name)
        if not kept:
            self.names.drop(name, self.now)
        seen = [
            FoundBudget(self.accounts[one.account], one.budget, one.verdict)
            for one in kept
            if one.account in self.accounts and not self._is_listed(one.account)
        ]
        there = partition_of(name)
        return (*seen, *(one for one in self._listed() if partition_of(one.name) == there))

    def called(self, names: Iterable[str]) -> tuple[FoundBudget, ...]:
        """The budgets of these very names."""
        wanted = set(names)
        spelled = {partition_of(name): name for name in wanted}
        found = (one for name in spelled.values() for one in self.read_as(name))
        return tuple(one for one in found if one.name in wanted)

    def all_names(self) -> frozenset[str]:
        """Every name, and some that no budget has, or none that who asks may see: ask `called`."""
        return self.names_of(self.names.all())

    def names_of(self, kept: Iterable[str]) -> frozenset[str]:
        """These, and the names that AWS was asked for."""
        return frozenset({*kept, *(one.name for one in self._listed())})

    def note(self, directory: Directory) -> str:
        """Which accounts could not be looked at, and why; "" where all could."""
        failed = {id: a for id, a in self.listed.items() if not _is_late(a)}
        late = tuple(self.accounts[id] for id, a in self.listed.items() if _is_late(a))
        left = [one.title for one in (*late, *self.unlisted)]
        unswept = NOT_SWEPT.format(first=first_of(left, _NAMED)) if left else ""
        return lines(not_looked_at(directory, failed), unswept)

    def _is_listed(self, account: str) -> bool:
        return not isinstance(self.listed.get(account, _UNREAD), ReadFailed)

    def _listed(self) -> Iterator[FoundBudget]:
        asked = (self.accounts[id] for id in self.listed)
        for account, budget in listed_budgets(asked, self.listed):
            yield FoundBudget(account, budget.name)


def is_indexed(context: Context, directory: Directory) -> bool:
    """Whether there are so many accounts that the index is asked instead of AWS."""
    return context.tables is not None and len(directory.all) > ASKED_IN_ALL


def budget_index(context: Context, directory: Directory, *, ask: bool = True) -> BudgetIndex:
    """The index for who asks. Unless it may `ask` AWS, what no sweep has seen is left out.

    Raises StoreError.
    """
    accounts = {one.id: one for one in directory.all}
    named = context.store.sweeps.named()
    unknown = [one for one in directory.all if one.id not in named]
    asked, left = (unknown[:MOST_ASKED], unknown[MOST_ASKED:]) if ask else ([], unknown)
    return BudgetIndex(
        context.store.budget_names,
        context.clock(),
        accounts,
        min((named[id] for id in accounts if id in named), default=None),
        context.reader.all_budgets(asked, PATIENCE) if asked else {},
        tuple(left),
    )


def _is_late(answer: object) -> bool:
    return isinstance(answer, ReadFailed) and answer.cause is Cause.TIMED_OUT
