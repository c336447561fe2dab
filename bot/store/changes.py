"""Changes: the state machine, each step one transaction with its record in the log.

A step is conditional on the state and version that the caller holds. Of fifty who try, one writes;
the others get a Conflict that carries the change as it is now.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change import NEXT, OPEN, Action, Approval, Change, Place, State
from bot.core.outgoing import Outgoing, Says
from bot.core.plan import Plan
from bot.errors import StoreError
from bot.store import outbox, records, steps
from bot.store.agenda import Agenda
from bot.store.calls import CONDITION, Pause, transact
from bot.store.conflict import Conflict, LeaseLost
from bot.store.due import Waits
from bot.store.leases import Lease, still_held
from bot.store.log import Log
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class Updates(TypedDict, total=False):
    """What a step may set beside the state."""

    plan: Plan
    reason: str
    place: Place
    expires: datetime
    approvals: tuple[Approval, ...]
    ticket: str
    outcome: str


def _nothing(_change: Change) -> tuple[Outgoing, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class _Step:
    """From one state of a change to the next, its record, and what is said of it."""

    was: Change
    wanted: Change
    action: Action
    says: Says[Change]


class Changes(Agenda):
    """The changes of every account. Each record of a step also goes to `emit` as a log line.

    Every method that writes raises Conflict (nothing was written) and StoreError (nothing was
    written either, except that after a StoreSilentError nobody knows: read the change again).
    """

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        waits: Waits | None = None,
        pause: Pause = time.sleep,
    ) -> None:
        super().__init__(client, names)
        self._log = Log(client, names, emit)
        self._emit = emit
        self._waits = waits or Waits()
        self._pause = pause

    def propose(self, change: Change, action: Action, *, due: datetime | None = None) -> Change:
        """Write a new change. `due` is when to remind; without one it is due when it expires."""
        if change.state is not State.PROPOSED:
            raise ValueError(f"a change begins as proposed, not as {change.state}")
        due = due or self._waits.due(change, action.at)
        return self._write(steps.creation(self._table, change, due), change, action)

    def transition(  # noqa: PLR0913 (the parts of one step)
        self,
        change: Change,
        to: State,
        action: Action,
        *,
        due: datetime | None = None,
        lease: Lease | None = None,
        says: Says[Change] = _nothing,
        **updates: Unpack[Updates],
    ) -> Change:
        """Take a change to another state, with whatever else changes; the change as it is then.

        With `lease` the step is taken only while that lease is still held, else LeaseLost is
        raised. `due` is when to look again, instead of what `Waits` says. What `says` of the
        change as it will be lies in the outbox with the same write.
        """
        if to not in NEXT[change.state]:
            raise Conflict(change.id, change)
        step = _Step(change, replace(change, state=to, **updates), action, says)
        return self._step(step, due, lease)

    def note(
        self,
        change: Change,
        action: Action,
        *,
        due: datetime | None = None,
        says: Says[Change] = _nothing,
        **updates: Unpack[Updates],
    ) -> Change:
        """Set something (a new plan, an approval) without leaving the state, with its record.

        An open change is due again as after a transition, so name `due` where a reminder stands.
        """
        return self._step(_Step(change, replace(change, **updates), action, says), due, None)

    def _step(self, step: _Step, due: datetime | None, lease: Lease | None) -> Change:
        was, action = step.was, step.action
        new = replace(step.wanted, version=was.version + 1)
        due = (due or self._waits.due(new, action.at)) if new.state in OPEN else None
        write = steps.step(self._table, was, new, due)
        return self._write(write, new, action, lease, step.says(new))

    def _write(
        self,
        write: TransactWriteItemTypeDef,
        new: Change,
        action: Action,
        lease: Lease | None = None,
        messages: tuple[Outgoing, ...] = (),
    ) -> Change:
        """The step, its record, the conditions of the lease and the messages, all or none."""
        if action.change != new.id:
            raise ValueError(f"a step of change {new.id} has a record of {action.change!r}")
        attempt, names = uuid.uuid4().hex, self._tables
        held = still_held(names, lease) if lease else []
        said = outbox.puts(names, messages)
        items = [write, records.put(names.log, action, attempt), *held, *said]
        called = [self._table, names.log, *([names.leases] if lease else [])]
        codes = transact(self._client, called, items, self._pause)
        if codes and not records.written_by(attempt, self._log.find(action)):
            self._refuse(codes, new.id, action, lease)
        self._emit(records.line(action))
        return new

    def _refuse(
        self, codes: tuple[str, ...], change: str, action: Action, lease: Lease | None
    ) -> None:
        """Say which of the conditions was not met."""
        if codes[0] == CONDITION:
            raise Conflict(change, self.get(change))
        if codes[1] == CONDITION:
            raise StoreError(self._tables.log, f"holds a record {action.id!r} already.")
        lost = codes.index(CONDITION) - 2
        raise LeaseLost(lease.resources[lost] if lease else "")
