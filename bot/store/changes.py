"""Changes: the state machine, each step one transaction with its record in the log.

A step is conditional on the state and version that the caller holds. Of fifty who try, one writes;
the others get a Conflict that carries the change as it is now.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change import NEXT, OPEN, Action, Approval, Change, Place, State
from bot.core.plan import Plan
from bot.errors import StoreError
from bot.store import records, steps
from bot.store.agenda import Agenda
from bot.store.attributes import encode
from bot.store.calls import CONDITION, Pause, reaching, transact
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

    def transition(
        self,
        change: Change,
        to: State,
        action: Action,
        *,
        due: datetime | None = None,
        lease: Lease | None = None,
        **updates: Unpack[Updates],
    ) -> Change:
        """Take a change to another state, with whatever else changes; the change as it is then.

        With `lease` the step is taken only while that lease is still held, else LeaseLost is
        raised. `due` is when to look again, instead of what `Waits` says.
        """
        if to not in NEXT[change.state]:
            raise Conflict(change.id, change)
        return self._step(change, replace(change, state=to, **updates), action, due, lease)

    def approve(self, change: Change, approval: Approval, action: Action) -> Change:
        """The approval that was still wanting: the change is approved."""
        approvals = (*change.approvals, approval)
        return self.transition(change, State.APPROVED, action, approvals=approvals)

    def add_approval(
        self, change: Change, approval: Approval, action: Action, *, due: datetime | None = None
    ) -> Change:
        """One more approval, though not enough yet: the change stays proposed."""
        return self.note(change, action, due=due, approvals=(*change.approvals, approval))

    def note(
        self,
        change: Change,
        action: Action,
        *,
        due: datetime | None = None,
        **updates: Unpack[Updates],
    ) -> Change:
        """Set something (a new plan, a ticket) without leaving the state, with its record.

        An open change is due again as after a transition, so name `due` where a reminder stands.
        """
        return self._step(change, replace(change, **updates), action, due, None)

    def keep_place(self, change: str, place: Place) -> None:
        """Set where in Slack a change lives: no act of a person, so no step and no record."""
        with reaching(self._table):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=steps.key(change),
                    UpdateExpression="SET place = :place",
                    ConditionExpression="attribute_exists(pk)",
                    ExpressionAttributeValues={":place": encode(place)},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                raise Conflict(change, None) from None

    def _step(
        self,
        was: Change,
        wanted: Change,
        action: Action,
        due: datetime | None,
        lease: Lease | None,
    ) -> Change:
        new = replace(wanted, version=was.version + 1)
        due = (due or self._waits.due(new, action.at)) if new.state in OPEN else None
        return self._write(steps.step(self._table, was, new, due), new, action, lease)

    def _write(
        self,
        write: TransactWriteItemTypeDef,
        new: Change,
        action: Action,
        lease: Lease | None = None,
    ) -> Change:
        """The step, its record and the conditions of the lease in one transaction."""
        if action.change != new.id:
            raise ValueError(f"a step of change {new.id} has a record of {action.change!r}")
        attempt = uuid.uuid4().hex
        names = [self._table, self._tables.log, *([self._tables.leases] if lease else [])]
        held = still_held(self._tables, lease) if lease else []
        items = [write, records.put(self._tables.log, action, attempt), *held]
        codes = transact(self._client, names, items, self._pause)
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
