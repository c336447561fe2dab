"""Changes: the state machine, each step one transaction with its record in the log.

A step is conditional on the state and version that the caller holds. Of fifty who try, one writes;
the others get a Conflict that carries the change as it is now.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change import NEXT, OPEN, Approval, Change, ChangePlace, LogRecord, State
from bot.core.outgoing import Outgoing, Says, nothing
from bot.core.plan import Plan
from bot.store import records
from bot.store.calls import CONDITION, Pause
from bot.store.conflict import Conflict, LeaseLost
from bot.store.due import Due, Waits, why
from bot.store.expressions import seen
from bot.store.leases import Lease, Leases
from bot.store.log import Log
from bot.store.outbox import Outbox
from bot.store.pages import Page
from bot.store.table import Keys, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class Updates(TypedDict, total=False):
    """What a step may set beside the state."""

    plan: Plan
    reason: str
    place: ChangePlace
    expires: datetime
    approvals: tuple[Approval, ...]
    ticket: str
    outcome: str


@dataclass(frozen=True, slots=True)
class _Step:
    """From one state of a change to the next, its record, and what is said of it."""

    was: Change
    wanted: Change
    action: LogRecord
    says: Says[Change]


class Changes:
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
        self._changes = Scheduled(client, definitions(names).changes, Change, "open")
        self._log = Log(client, names, emit)
        self._leases = Leases(client, names)
        self._outbox = Outbox(client, names)
        self._tables = names
        self._waits = waits or Waits()
        self._pause = pause

    def propose(self, change: Change, action: LogRecord, *, due: datetime | None = None) -> Change:
        """Write a new change. `due` is when to remind; without one it is due when it expires."""
        if change.state is not State.PROPOSED:
            raise ValueError(f"a change begins as proposed, not as {change.state}")
        due = due or self._waits.due(change, action.at)
        keys = {**_key(change.id), **_touches(change), **self._changes.indexed(due)}
        return self._write(self._changes.transact_put_new(keys, change), change, action)

    def transition(  # noqa: PLR0913 (the parts of one step)
        self,
        change: Change,
        to: State,
        action: LogRecord,
        *,
        due: datetime | None = None,
        lease: Lease | None = None,
        says: Says[Change] = nothing,
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
        action: LogRecord,
        *,
        due: datetime | None = None,
        says: Says[Change] = nothing,
        **updates: Unpack[Updates],
    ) -> Change:
        """Set something (a new plan, an approval) without leaving the state, with its record.

        An open change is due again as after a transition, so name `due` where a reminder stands.
        """
        return self._step(_Step(change, replace(change, **updates), action, says), due, None)

    def get(self, change: str) -> Change | None:
        """The change of this id as it is now (a consistent read); None where there is none."""
        return self._changes.get(_key(change))

    def open_changes(self, resource: str = "") -> tuple[Change, ...]:
        """The changes that are going on, or those that touch this topic or key (an ARN).

        Found by an index that is a moment behind, so a brand-new one can be missing: the leases
        keep two changes apart, this only tells people of them.
        """
        question = self._changes.open
        if resource:
            values = {"resource": resource}
            question = replace(question, filter="contains(touches, :resource)", values=values)
        found = self._changes.all_items(question)
        changes = (self._changes.get({"pk": item["pk"]["S"]}) for item in found)
        return tuple(change for change in changes if change and change.state in OPEN)

    def due(self, now: datetime, limit: int = 25, cursor: str = "") -> Page[Due]:
        """One page of the changes whose time has come, the longest waiting first."""
        page = self._changes.due(now, limit, cursor)
        return page.map(lambda found: Due(*found, why(found[0], now)))

    def postpone(self, due: Due, until: datetime) -> bool:
        """Look again at `until`; False where somebody else did so first or the change moved on.

        Of two schedules that see the same reminder due, the one that gets True sends it.
        """
        return self._changes.postpone(_key(due.change.id), due.change.version, due.at, until)

    def _step(self, step: _Step, due: datetime | None, lease: Lease | None) -> Change:
        was, action = step.was, step.action
        new = replace(step.wanted, version=was.version + 1)
        due = (due or self._waits.due(new, action.at)) if new.state in OPEN else None
        update = self._changes.step(was, new, due, {} if new.plan == was.plan else _touches(new))
        as_seen = seen(state=was.state, version=was.version)
        write = self._changes.transact_update(_key(was.id), update, as_seen)
        return self._write(write, new, action, lease, step.says(new))

    def _write(
        self,
        write: TransactWriteItemTypeDef,
        new: Change,
        action: LogRecord,
        lease: Lease | None = None,
        messages: tuple[Outgoing, ...] = (),
    ) -> Change:
        """The step, its record, the conditions of the lease and the messages, all or none."""
        if action.change != new.id:
            raise ValueError(f"a step of change {new.id} has a record of {action.change!r}")
        names = self._tables
        held = self._leases.transact_checks(lease) if lease else []
        writes = [write, *held, *self._outbox.transact_puts(messages)]
        called = [names.changes, names.log, *([names.leases] if lease else [])]
        codes = self._log.put_with(writes, action, called, self._pause)
        if codes:
            self._refuse(codes, new.id, action, lease)
        return new

    def _refuse(
        self, codes: tuple[str, ...], change: str, action: LogRecord, lease: Lease | None
    ) -> None:
        """Say which of the conditions was not met."""
        if codes[0] == CONDITION:
            raise Conflict(change, self.get(change))
        if codes[-1] == CONDITION:
            raise self._log.taken(action)
        lost = codes.index(CONDITION) - 1
        raise LeaseLost(lease.resources[lost] if lease else "")


def _key(change: str) -> Keys:
    """Where the change stands in its table."""
    return {"pk": records.of_change(change)}


def _touches(change: Change) -> Keys:
    """Every resource that an open change is found by."""
    return {"touches": tuple(dict.fromkeys((*change.plan.resources, change.plan.topic)))}
