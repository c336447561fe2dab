"""The sweeps: one at a time for each account, and when the last one was done."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.outgoing import Outgoing
from bot.store.calls import Pause, transact
from bot.store.expressions import NEW, seen
from bot.store.outbox import Outbox
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

OVER_AFTER = timedelta(hours=3)
"""A sweep that has not ended by then has lost its job."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An account that could not be read: the sweep that found it so, and told it, and why."""

    sweep: str
    says: str


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """The latest sweep of an account; `last` is when one was last done to its end.

    `blind` is there from the first sweep that could not read the account until one that could.
    """

    account: str
    id: str
    began: datetime
    running: bool
    last: datetime | None = None
    blind: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class _LastSlot:
    """The slot up to which every account has its job (`bot.core.sweep_slots`)."""

    slot: int


@dataclass(frozen=True, slots=True)
class _Named:
    """An account whose budgets the index of names knows, as they were at this time."""

    account: str
    at: datetime


class Sweeps:
    """The sweeps of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        self._sweeps = Repository(client, definitions(tables).verdicts, SweepRecord)
        self._slots = Repository(client, definitions(tables).verdicts, _LastSlot)
        self._named = Repository(client, definitions(tables).verdicts, _Named)
        self._outbox = Outbox(client, tables)
        self._client = client
        self._pause = pause

    def get(self, account: str) -> SweepRecord | None:
        """The account's latest; None where it was never swept."""
        return self._sweeps.get(_key(account))

    def begin(self, account: str, id: str, now: datetime) -> SweepRecord | None:
        """A new sweep; None while another one runs, and for one that has ended."""
        was = self.get(account)
        if was and was.id == id:
            return was if was.running else None
        if was and was.running and now - was.began < OVER_AFTER:
            return None
        new = SweepRecord(account, id, now, running=True)
        if was:
            new = replace(new, last=was.last, blind=was.blind)
        return new if self._put(new, was) else None

    def last_slot(self) -> int | None:
        """The slot that was noted last; None where none ever was."""
        found = self._slots.get(_SLOTS)
        return found.slot if found else None

    def note_slot(self, was: int | None, slot: int) -> bool:
        """All up to this one have their jobs; False where another worker noted one since `was`."""
        as_seen = NEW if was is None else seen(slot=was)
        return self._slots.put(_SLOTS, _LastSlot(slot), as_seen)

    def end(
        self,
        sweep: SweepRecord,
        now: datetime,
        messages: Iterable[Outgoing] = (),
        *,
        named: bool = True,
    ) -> bool:
        """It is over, and saw every budget. False where another has begun since.

        The messages lie in the outbox with the same write. `named`: the index of names has every
        budget that it saw (`bot.store.budget_names`).
        """
        over = replace(sweep, running=False, last=now, blind=None)
        known = _Named(sweep.account, sweep.began)
        put = self._named.transact_put(_named_key(sweep.account), known)
        return self._put(over, sweep, messages, [put] if named else [])

    def named(self) -> Mapping[str, datetime]:
        """The accounts whose budgets the index of names knows, and as of when, by id."""
        return {one.account: one.at for one in self._named.all(Question(_NAMED))}

    def unreadable(self, sweep: SweepRecord, why: str, messages: Iterable[Outgoing] = ()) -> bool:
        """It is over, and could not read the account; otherwise as `end`."""
        over = replace(sweep, running=False, blind=sweep.blind or Unreadable(sweep.id, why))
        return self._put(over, sweep, messages)

    def _put(
        self,
        new: SweepRecord,
        was: SweepRecord | None,
        messages: Iterable[Outgoing] = (),
        beside: Iterable[TransactWriteItemTypeDef] = (),
    ) -> bool:
        as_seen = seen(id=was.id, running=was.running) if was else NEW
        said = self._outbox.transact_puts(messages)
        put = self._sweeps.transact_put(_key(new.account), new, as_seen)
        writes = [put, *beside, *said]
        return not transact(self._client, writes, self._pause)


_NAMED = "named"
_SLOTS: Keys = {"pk": "sweep:slots", "sk": "last"}


def _key(account: str) -> Keys:
    return {"pk": f"sweep:{account}", "sk": "sweep"}


def _named_key(account: str) -> Keys:
    return {"pk": _NAMED, "sk": account}
