"""Changes: their life cycle (`bot/core/change/events.py`), each step a transaction with its record.

A step is conditional on the version that the caller holds. Of fifty who try, one writes; the others
get a Conflict that carries the change as it is now.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change.change import Approval, Change
from bot.core.change.events import DUE, Chore, EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.outgoing import Outgoing, Says, nothing
from bot.core.plan import Plan
from bot.store import records
from bot.store.attributes import Item, encode
from bot.store.calls import CONDITION, Pause
from bot.store.conflict import Conflict, LeaseLost
from bot.store.expressions import Update, seen
from bot.store.leases import Lease, Leases
from bot.store.outbox import Outbox
from bot.store.pages import Page
from bot.store.steps import Steps
from bot.store.table import Keys, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class Updates(TypedDict, total=False):
    """What a step may set beside the state."""

    plan: Plan
    reason: str
    expires: datetime
    approvals: tuple[Approval, ...]
    outcome: str
    decided_by: str
    ticket: str


@dataclass(frozen=True, slots=True)
class DueChange:
    """A change whose time has come. `at` is when it was due, `chore` what is to be done."""

    change: Change
    at: datetime
    chore: Chore


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
        pause: Pause = time.sleep,
    ) -> None:
        self._changes = _Records(client, definitions(names).changes, Change, "open")
        self._steps = Steps(client, names, self._changes, emit, pause)
        self._leases = Leases(client, names)
        self._outbox = Outbox(client, names)
        self._pause = pause

    def propose(self, change: Change, action: LogRecord) -> Change:
        """Write a new change."""
        if change.state is not EventType.PROPOSED.row.to:
            raise ValueError(f"a change begins as previewed, not as {change.state}")
        due = change.due(EventType.PROPOSED, action.at)
        keys = {**_key(change.id), **_touches(change), **self._changes.indexed(due)}
        _belongs(action, change)
        codes = self._steps.begin(keys, change, action)
        return self._written(codes, change)

    def advance(
        self,
        change: Change,
        event: EventType,
        action: LogRecord,
        *,
        lease: Lease | None = None,
        says: Says[Change] = nothing,
        **updates: Unpack[Updates],
    ) -> Change:
        """Take a change where the event leads, with whatever else changes; as it is then.

        With `lease` the step is taken only while that lease is still held, else LeaseLost is
        raised. What `says` of the change as it will be lies in the outbox with the same write.
        """
        _belongs(action, change)
        if event.row.to is None or change.state not in event.row.source:
            raise Conflict(change.id, change)
        new = replace(change.after(event, action.at), **updates)
        found_by = {} if new.plan == change.plan else _touches(new)
        codes = self._steps.advance(
            {**_key(change.id), **found_by},
            change,
            new,
            new.due(event, action.at),
            action,
            says(new),
            self._leases.transact_checks(lease) if lease else [],
        )
        return self._written(codes, new, lease)

    def record(self, action: LogRecord, messages: tuple[Outgoing, ...]) -> None:
        """What changes no state: its words in the log, and what has to be said of it.

        StoreError where the log holds it already.
        """
        self._steps.record(action, messages)

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
        return tuple(change for change in changes if change and change.state in DUE)

    def due(self, now: datetime, limit: int = 25, cursor: str = "") -> Page[DueChange]:
        """One page of the changes whose time has come, the longest waiting first."""
        page = self._changes.due(now, limit, cursor)
        return page.map(lambda found: DueChange(*found, found[0].chore(now)))

    def postpone(self, due: DueChange, until: datetime, messages: Sequence[Outgoing] = ()) -> bool:
        """Look again at `until`; False where somebody else did so first or the change moved on.

        Of two schedules that see the same reminder due, the one that gets True sends it: its
        `messages` lie in the outbox with the same write.
        """
        seen_due = seen(due=due.at, version=due.change.version)
        later = Update({"due": until})
        step = self._changes.transact_update(_key(due.change.id), later, seen_due)
        writes = [step, *self._outbox.transact_puts(messages)]
        return self._changes.transact(writes, self._pause)

    def _written(self, codes: tuple[str, ...], new: Change, lease: Lease | None = None) -> Change:
        """The change, or which of the conditions was not met."""
        if not codes:
            return new
        if codes[0] == CONDITION:
            raise Conflict(new.id, self.get(new.id))
        raise LeaseLost(lease.resources[codes.index(CONDITION) - 1] if lease else "")


class _Records(Scheduled[Change]):
    """The table's items. The version before had one state for PREVIEWED and WAITING."""

    def parse(self, item: Item) -> Change:
        """WAITING is what its requester has submitted."""
        if item.get("state") != encode("proposed"):
            return super().parse(item)
        found = super().parse({**item, "state": encode(State.PREVIEWED)})
        submitted = found.requester in found.approved_by()
        return replace(found, state=State.WAITING) if submitted else found


def _belongs(action: LogRecord, change: Change) -> None:
    if action.change != change.id:
        raise ValueError(f"a step of change {change.id} has a record of {action.change!r}")


def _key(change: str) -> Keys:
    """Where the change stands in its table."""
    return {"pk": records.of_change(change)}


def _touches(change: Change) -> Keys:
    """Every resource that an open change is found by."""
    return {"touches": tuple(dict.fromkeys((*change.plan.resources, change.plan.topic)))}
