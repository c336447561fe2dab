"""Where a budget of a name is: what a search asks instead of every account.

Beside a budget's last verdict stands a small item in the partition of its name as it reads, in the
same transaction (`bot.store.verdicts`). So one Query finds the budgets of a name in ten thousand
accounts, and those whose names differ from it in blanks or case alone.

Which names there are stands in one partition, for a search by a part of a name. A name is written
there before the first item of its partition, and taken out a day after that one is empty at the
earliest: none is ever missing there, but one may be there that no budget has any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.core.findings import Status
from bot.core.listed_budget import GONE
from bot.core.names import flat
from bot.core.proof.names import is_temporary
from bot.core.reference import reference_of
from bot.store import records
from bot.store.expressions import seen
from bot.store.last_verdict import LastVerdict
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

SETTLED = timedelta(days=1)
"""A name that was written so long ago has its item by now, or whoever wrote it has died."""
_NAMES = "names"
_UNREADABLE = "budget.unreadable"


@dataclass(frozen=True, slots=True)
class NamedBudget:
    """A budget as the index has it, with its last verdict."""

    account: str
    budget: str
    verdict: Status


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that some budget has, and when it was written last."""

    name: str
    at: datetime


class BudgetNames:
    """The names of the budgets of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        table = definitions(tables).verdicts
        self._budgets = Repository(client, table, NamedBudget)
        self._names = Repository(client, table, _Name)

    def of(self, name: str) -> tuple[NamedBudget, ...]:
        """The budgets whose names read as this one, whatever their case, by account."""
        return self._budgets.all(Question(partition_of(name)))

    def all(self) -> tuple[str, ...]:
        """Every name, and perhaps some that no budget has any more."""
        return tuple(one.name for one in self._names.all(Question(_NAMES)))

    def note_new(self, was: LastVerdict | None, now: LastVerdict) -> None:
        """Write the name down before the index has the budget by it."""
        if now.indexed_as and now.indexed_as != (was.indexed_as if was else ""):
            self._names.put(_name_key(now.budget), _Name(now.budget, now.checked_at))

    def drop(self, name: str, now: datetime) -> bool:
        """Take a name out that no budget has; False where one has, or may have in a moment."""
        known = self._names.get(_name_key(name))
        if known is None or now - known.at < SETTLED:
            return False
        if any(one.budget == name for one in self.of(name)):
            return False
        return self._names.delete(_name_key(name), seen(at=known.at))

    def transact(
        self, was: LastVerdict | None, now: LastVerdict
    ) -> Iterator[TransactWriteItemTypeDef]:
        """What differs in the index, as items of the transaction that keeps `now`."""
        key = partial(_key, account=now.account, budget=now.budget)
        before = was.indexed_as if was else ""
        if before and before != now.indexed_as:
            yield self._budgets.transact_delete(key(before))
        turned = was is None or was.verdict != now.verdict
        if now.indexed_as and (before != now.indexed_as or turned):
            named = NamedBudget(now.account, now.budget, now.verdict)
            yield self._budgets.transact_put(key(now.indexed_as), named)


def index_of(was: LastVerdict | None, now: LastVerdict) -> str:
    """In which partition the index has it: none for what is no budget, or not one that lasts.

    Where the budget was not read nobody knows whether it is one: it stays as it was.
    """
    if now.code == GONE or reference_of(now.budget) or is_temporary(now.budget):
        return ""
    if now.code == _UNREADABLE and now.spend is None:
        return was.indexed_as if was else ""
    return partition_of(now.budget)


def is_named(record: LastVerdict) -> bool:
    """Whether the index has it, or need not: the version before kept it without."""
    return bool(record.indexed_as) or record.code == GONE


def partition_of(name: str) -> str:
    """That of a name as people read it, whatever its blanks and case."""
    return f"name:{flat(name).casefold()}"


def _key(partition: str, account: str, budget: str) -> Keys:
    return {"pk": partition, "sk": records.of_budget(account, budget)}


def _name_key(name: str) -> Keys:
    return {"pk": _NAMES, "sk": name}
