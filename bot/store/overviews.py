"""An overview of each account in two short records: its figures, and its budgets as lists show
them. Whoever shows ten thousand accounts reads these, a megabyte a call, and no account by itself.

They are worked out from the account's verdicts, all at once, and only here. A check that finds a
budget otherwise than the one before leaves a mark with its verdict, in one transaction
(`bot.store.marks`); what is marked is counted anew before it is shown, and so at the end of each
sweep. So figures without a mark are those of the store, whatever crashed. A mark is removed once a
count has been written that read its verdict; a count is written only in the place of the one that
it saw before it read, so that a later one stays.

One record can take several items: each holds a part of what was packed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import uuid4

from bot.core.listed_budget import ListedBudget
from bot.core.tally import AccountTally, tally_of
from bot.store.calls import Pause
from bot.store.expressions import ALWAYS, NEW, Condition, seen
from bot.store.last_verdict import LastVerdict, listed
from bot.store.marks import Marks
from bot.store.packed import packed, shape, unpacked
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Table, Tables, definitions
from bot.store.verdicts import Verdicts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_ATTEMPTS = 3
_PART = 300_000
"""Bytes of an item, which holds 400 KB."""
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class _Part:
    """One of `parts` items. `count` is the count that wrote it: parts of two do not fit together.
    `shape` is that of what is packed.
    """

    account: str
    part: int
    parts: int
    count: str
    shape: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class Counted:
    """One account as it was counted just now, and the verdicts that were read for it."""

    tally: AccountTally
    budgets: tuple[ListedBudget, ...]
    verdicts: tuple[LastVerdict, ...]


class Overviews:
    """The overviews of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: Tables, pause: Pause = time.sleep) -> None:
        table = definitions(names).verdicts
        self._tallies = _Packed(client, table, AccountTally, "tallies")
        self._budgets = _Packed(client, table, ListedBudget, "budgets")
        self._verdicts = Verdicts(client, names, pause)
        self._marks = Marks(client, table, pause)
        self._pause = pause

    def marked(self) -> frozenset[str]:
        """The accounts that have to be counted anew before they are shown. Ask this first: what is
        read afterwards is not behind it.
        """
        return self._marks.accounts()

    def tallies(self, account: str = "") -> Mapping[str, AccountTally]:
        """The figures of every account that was ever counted, or of this one; without what a
        version with other fields wrote.
        """
        return {id: found[0] for id, found in self._tallies.read(account).items() if found}

    def budgets(self, account: str = "") -> Mapping[str, tuple[ListedBudget, ...]]:
        """The same of their budgets."""
        return self._budgets.read(account)

    def count(self, account: str) -> Counted:
        """Count an account anew, and keep what came of it, unless others keep counting it too."""
        for _ in range(_ATTEMPTS):
            was, marks = self._tallies.first(account), self._marks.of_account(account)
            found = self._read(account)
            if self._keep(account, found, was):
                self._marks.remove(marks)
                break
        return found

    def _read(self, account: str) -> Counted:
        verdicts = self._verdicts.all_of_account(account)
        budgets = tuple(one for one in map(listed, verdicts) if not one.gone)
        return Counted(tally_of(account, budgets), budgets, verdicts)

    def _keep(self, account: str, found: Counted, was: _Part | None) -> bool:
        count = uuid4().hex
        as_seen = seen(count=was.count) if was else NEW
        writes = [
            *self._tallies.puts(account, [found.tally], count, as_seen),
            *self._budgets.puts(account, found.budgets, count, ALWAYS),
        ]
        return self._tallies.parts.transact(writes, self._pause)


class _Packed(Generic[_Thing]):
    """What is packed in one partition, by account."""

    def __init__(
        self, client: DynamoDBClient, table: Table, of: type[_Thing], partition: str
    ) -> None:
        self.parts = Repository(client, table, _Part)
        self._of = of
        self._shape = shape(of)  # type: ignore[arg-type]  # mypy: each class has a hash
        self._partition = partition

    def first(self, account: str) -> _Part | None:
        """An account's first part."""
        return self.parts.get(self._key(account, 0))

    def read(self, account: str) -> Mapping[str, tuple[_Thing, ...]]:
        """By account: of all, or of this one. What is not whole, for it was written meanwhile, and
        what is of another shape is left out.
        """
        question = Question(self._partition)
        if account:
            prefix = {"prefix": f"{account}#"}
            question = replace(question, where="begins_with(sk, :prefix)", values=prefix)
        parts: dict[str, list[_Part]] = {}
        for part in self.parts.all(question):
            parts.setdefault(part.account, []).append(part)
        found = {id: self._whole(some) for id, some in parts.items()}
        return {id: things for id, things in found.items() if things is not None}

    def puts(
        self, account: str, things: Sequence[_Thing], count: str, condition: Condition
    ) -> list[TransactWriteItemTypeDef]:
        """What keeps these: the first part on that condition. More parts that there were before
        stay, and are not read.
        """
        held = packed(things)
        pieces = [held[n : n + _PART] for n in range(0, len(held), _PART)]
        return [
            self.parts.transact_put(
                self._key(account, n),
                _Part(account, n, len(pieces), count, self._shape, piece),
                ALWAYS if n else condition,
            )
            for n, piece in enumerate(pieces)
        ]

    def _whole(self, some: Sequence[_Part]) -> tuple[_Thing, ...] | None:
        first = some[0]
        wanted = some[: first.parts]
        whole = len(wanted) == first.parts and all(one.count == first.count for one in wanted)
        if not whole or first.part or first.shape != self._shape:
            return None
        return unpacked(self._of, b"".join(one.packed for one in wanted))

    def _key(self, account: str, part: int) -> Keys:
        return {"pk": self._partition, "sk": f"{account}#{part:04}"}
