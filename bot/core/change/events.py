"""The life cycle of a change.

`EVENTS` is the one list of what can happen to a change: where it leads, what the log and the thread
say, who hears of it, what is due. Every transition is a conditional write of the store, and
together with its log record it is the only truth about what was done: there is no second
idempotency beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from bot.core.change.state import State
from bot.core.life_cycle import Due, Heard, Transition


class EventType(StrEnum):
    """What can happen to a change; the value travels in jobs. In the order of a change's life.

    Of those that no other comment explains: REPLANNED (the document changed: the new plan has to be
    submitted again), NOT_NOW (something could not be read, or AWS shows an old text), CANNOT (no
    plan can be made), LAPSED (nobody submitted it), AGREED (one yes of several), GATED (it is
    approved here, and now has to be in another system), GATE_SEEN (its change request is open, or
    why not), RELEASED and TURNED_DOWN (there), STOPPED (nothing
    was written), INTENDED to NOT_WRITTEN (one write of the plan), UNSURE (AWS did not answer: it is
    settled later), NOT_ENOUGH (applied, and something else still keeps the alert from arriving),
    WRITTEN_OVER (CloudTrail told later of somebody's edit right before the write), SETTLING (a
    worker is gone, another one looks what it did), REFUSED (a right is missing), LATE (somebody was
    first, or the change is over), BUSY (another change holds the resource; this one is next),
    NO_STORE (a table is out of reach), STANDS (nothing new: keep what shows it current).
    """

    PROPOSED = "proposed"
    REPLANNED = "replanned"
    NOT_NOW = "not now"
    CANNOT = "cannot"
    LAPSED = "lapsed"
    ASKED = "asked"
    REMINDER = "reminder"
    AGREED = "agreed"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    GATED = "gated"
    GATE_SEEN = "gate seen"
    RELEASED = "released"
    TURNED_DOWN = "turned down"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CLAIMED = "claimed"
    COMPARED = "compared"
    INTENDED = "intended"
    WROTE = "wrote"
    FOUND = "found"
    NOT_WRITTEN = "not written"
    UNSURE = "unsure"
    SETTLING = "settling"
    STOPPED = "stopped"
    APPLIED = "applied"
    NOT_ENOUGH = "not enough"
    WRITTEN_OVER = "written over"
    UNVERIFIED = "unverified"
    FAILED = "failed"
    UNDONE = "undone"
    REFUSED = "refused"
    LATE = "late"
    BUSY = "busy"
    NO_STORE = "no store"
    STANDS = "stands"

    @property
    def row(self) -> Transition[State]:
        """What it does."""
        return EVENTS[self]


class Chore(StrEnum):
    """What the schedule does with a change that is due. QUEUE: its job may be lost. GATE: look how
    its change request stands.
    """

    EXPIRE = "expire"
    REMIND = "remind"
    QUEUE = "queue"
    GATE = "gate"
    SETTLE = "settle"
    RECHECK = "re-check"


LEASE = timedelta(minutes=16)
"""Longer than the worker's time-out: a change that is still APPLYING when its lease is over was
left by a worker that is gone."""

SOON = timedelta(minutes=1)
"""When to look first whether AWS shows what was written."""

PREVIEW_FOR = timedelta(minutes=30)
"""So long a preview waits to be submitted, and an approved change has to begin."""

APPROVAL_FOR = timedelta(hours=24)
"""So long a submitted change waits for its approvals."""

GATED_FOR = timedelta(days=14)
"""So long a change waits for its change request."""

_VERIFY_FOR = timedelta(hours=1)
_AGAIN, _MINUTES, _HOURS = timedelta(minutes=2), timedelta(minutes=5), timedelta(hours=4)
_EXPIRE = Due(Chore.EXPIRE, _AGAIN)
_REMIND = Due(Chore.REMIND, _HOURS, _HOURS)
_QUEUE = Due(Chore.QUEUE, _AGAIN, _AGAIN)
_GATE = Due(Chore.GATE, _MINUTES, _AGAIN)
_SETTLE = Due(Chore.SETTLE, _AGAIN, LEASE + timedelta(minutes=1))
_LOOK_SOON = Due(Chore.SETTLE, _AGAIN, _AGAIN)
_RECHECK = Due(Chore.RECHECK, _MINUTES, _MINUTES)


def _of(*states: State) -> frozenset[State]:
    return frozenset(states)


_PREVIEWED, _WAITING = _of(State.PREVIEWED), _of(State.WAITING)
_ASKED_FOR = _of(State.WAITING, State.APPROVED, State.GATED)
_GATED = _of(State.GATED)
_APPROVED, _APPLYING = _of(State.APPROVED), _of(State.APPLYING)
_WRITING = _of(State.APPLYING, State.UNVERIFIED)
_WRITTEN = _of(State.APPLIED, State.UNVERIFIED)

EVENTS: Mapping[EventType, Transition[State]] = {
    EventType.PROPOSED: Transition(
        to=State.PREVIEWED, log="proposed", due=_EXPIRE, lasts=PREVIEW_FOR
    ),
    EventType.REPLANNED: Transition(
        _PREVIEWED, State.PREVIEWED, "planned anew", due=_EXPIRE, lasts=PREVIEW_FOR
    ),
    EventType.NOT_NOW: Transition(_PREVIEWED),
    EventType.CANNOT: Transition(_PREVIEWED, State.REFUSED, "stopped before any write"),
    EventType.LAPSED: Transition(_PREVIEWED, State.EXPIRED, "expired"),
    EventType.ASKED: Transition(
        _PREVIEWED,
        State.WAITING,
        "asked for approval",
        "🕐 Waits for approval",
        Heard.THREAD,
        _REMIND,
        APPROVAL_FOR,
    ),
    EventType.REMINDER: Transition(
        _WAITING,
        headline="🕐 Still waits for approval",
        heard=Heard.THREAD,
        fades=True,
    ),
    EventType.AGREED: Transition(
        _WAITING,
        State.WAITING,
        "approved",
        "👍 Approved, {missing} more wanted",
        Heard.THREAD,
        _REMIND,
    ),
    EventType.SUBMITTED: Transition(
        _PREVIEWED,
        State.APPROVED,
        "submitted, no approval needed",
        "▶️ Asked for{under_way}",
        Heard.THREAD,
        _QUEUE,
        PREVIEW_FOR,
    ),
    EventType.APPROVED: Transition(
        _WAITING, State.APPROVED, "approved", "👍 Approved{under_way}", Heard.THREAD, _QUEUE
    ),
    EventType.GATED: Transition(
        _APPROVED,
        State.GATED,
        "waits for a change request",
        "🕐 Waits for a change request",
        Heard.REQUESTER,
        _GATE,
        GATED_FOR,
    ),
    EventType.GATE_SEEN: Transition(
        _GATED,
        State.GATED,
        "looked at the change request",
        "🕐 Waits for a change request",
        Heard.THREAD,
        _GATE,
    ),
    EventType.RELEASED: Transition(
        _GATED,
        State.APPROVED,
        "released",
        "👍 Released{under_way}",
        Heard.THREAD,
        _QUEUE,
        PREVIEW_FOR,
    ),
    EventType.TURNED_DOWN: Transition(
        _GATED, State.REFUSED, "turned down", "🚫 Turned down", Heard.REQUESTER
    ),
    EventType.REJECTED: Transition(
        _ASKED_FOR, State.REFUSED, "rejected", "🚫 Rejected", Heard.REQUESTER
    ),
    EventType.EXPIRED: Transition(
        _ASKED_FOR, State.EXPIRED, "expired", "⌛ Expired", Heard.REQUESTER
    ),
    EventType.CLAIMED: Transition(_APPROVED, State.APPLYING, "began", due=_SETTLE),
    EventType.COMPARED: Transition(_APPLYING, log="compared"),
    EventType.INTENDED: Transition(_APPLYING, log="intends to write"),
    EventType.WROTE: Transition(_APPLYING, log="wrote"),
    EventType.FOUND: Transition(_APPLYING, log="found written"),
    EventType.NOT_WRITTEN: Transition(_APPLYING, log="did not write"),
    EventType.UNSURE: Transition(
        _APPLYING,
        State.APPLYING,
        "got no answer",
        "❓ AWS did not answer",
        Heard.REQUESTER,
        _LOOK_SOON,
        fades=True,
    ),
    EventType.SETTLING: Transition(_APPLYING, State.APPLYING, "settles", due=_SETTLE),
    EventType.STOPPED: Transition(
        _of(State.APPROVED, State.APPLYING),
        State.REFUSED,
        "stopped before any write",
        "✋ Stopped: nothing was written",
        Heard.REQUESTER,
    ),
    EventType.APPLIED: Transition(_WRITING, State.APPLIED, "applied", "✅ Done", Heard.REQUESTER),
    EventType.NOT_ENOUGH: Transition(
        _WRITING,
        State.APPLIED,
        "applied",
        "⚠️ Done; the alert does not arrive yet",
        Heard.REQUESTER,
    ),
    EventType.WRITTEN_OVER: Transition(
        _of(State.APPLIED, State.UNDONE),
        log="may have written over somebody's edit",
        headline="⚠️ Somebody else's edit may be lost",
        heard=Heard.REQUESTER,
    ),
    EventType.UNVERIFIED: Transition(
        _APPLYING,
        State.UNVERIFIED,
        "not verified yet",
        "⚠️ Written, not verified yet",
        Heard.REQUESTER,
        _RECHECK,
        _VERIFY_FOR,
        fades=True,
    ),
    EventType.FAILED: Transition(_WRITING, State.FAILED, "failed", "❌ Failed", Heard.REQUESTER),
    EventType.UNDONE: Transition(_WRITTEN, State.UNDONE, "undone", heard=Heard.ANSWERS),
    EventType.REFUSED: Transition(log="refused"),
    EventType.LATE: Transition(log="refused"),
    EventType.BUSY: Transition(_APPROVED),
    EventType.NO_STORE: Transition(),
    EventType.STANDS: Transition(frozenset(State), heard=Heard.ANSWERS),
}
"""What is UNDONE is told by the undo, which is APPLIED."""

DUE: Mapping[State, Due] = {row.to: row.due for row in EVENTS.values() if row.to and row.due}
"""What the schedule does with a change that stands there: it goes on. For the others, nothing."""

UNDOABLE = EventType.UNDONE.row.source
"""It stands in AWS: it can be taken back."""
