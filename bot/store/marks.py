"""Marks of budgets whose last verdict is not yet in the figures of their account
(`bot.store.overviews`). Each lies in the table by the transaction that keeps the verdict, under
a key of its own: two checks of an account do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.store import records
from bot.store.calls import Pause
from bot.store.expressions import seen
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_PARTITION = "recount"
_MOST = 100
"""Items of a transaction."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`id` tells a mark from the one of a later check of the same budget."""

    account: str
    budget: str
    id: str


class Marks:
    """The marks of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, table: Table, pause: Pause) -> None:
        self._marks = Repository(client, table, Mark)
        self._pause = pause

    def transact_put(self, account: str, budget: str) -> TransactWriteItemTypeDef:
        """A new mark, as an item of the transaction that keeps the verdict."""
        mark = Mark(account, budget, uuid4().hex)
        return self._marks.transact_put(_key(mark), mark)

    def accounts(self) -> frozenset[str]:
        """The accounts that have any."""
        return frozenset(one.account for one in self._marks.all(Question(_PARTITION)))

    def of_account(self, account: str) -> tuple[Mark, ...]:
        """Those of one account."""
        prefix = {"prefix": records.of_budget(account, "")}
        return self._marks.all(
            Question(_PARTITION, where="begins_with(sk, :prefix)", values=prefix)
        )

    def remove(self, marks: Sequence[Mark]) -> None:
        """Take these away. Where a later check has put another in the place of one, that one and
        those beside it stay: the account is counted once more.
        """
        for some in _batches(marks):
            gone = [self._marks.transact_delete(_key(one), seen(id=one.id)) for one in some]
            self._marks.transact(gone, self._pause)


def _batches(marks: Sequence[Mark]) -> Iterable[Sequence[Mark]]:
    return (marks[n : n + _MOST] for n in range(0, len(marks), _MOST))


def _key(mark: Mark) -> Keys:
    return {"pk": _PARTITION, "sk": records.of_budget(mark.account, mark.budget)}
