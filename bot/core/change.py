"""A change: a plan that somebody asked for, and the states it goes through.

Every transition is a conditional write of the store, and together with its action record it is the
only truth about what was done: there is no second idempotency beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.plan import Plan


class State(StrEnum):
    """Where a change stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    APPLYING = "applying"
    APPLIED = "applied"
    UNVERIFIED = "unverified"
    REFUSED = "refused"
    FAILED = "failed"
    EXPIRED = "expired"
    UNDONE = "undone"


NEXT: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.APPROVED, State.REFUSED, State.EXPIRED}),
    State.APPROVED: frozenset({State.APPLYING, State.REFUSED, State.EXPIRED}),
    State.APPLYING: frozenset({State.APPLIED, State.UNVERIFIED, State.REFUSED, State.FAILED}),
    State.UNVERIFIED: frozenset({State.APPLIED, State.FAILED, State.UNDONE}),
    State.APPLIED: frozenset({State.UNDONE}),
    State.REFUSED: frozenset(),
    State.FAILED: frozenset(),
    State.EXPIRED: frozenset(),
    State.UNDONE: frozenset(),
}
"""The transitions that exist. REFUSED: nothing was written. FAILED: something may have been."""

OPEN = frozenset({State.PROPOSED, State.APPROVED, State.APPLYING, State.UNVERIFIED})
"""A change in one of these states is still going on."""


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where in Slack a change lives: the channel, the answer's message, its thread."""

    channel: str
    message: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """One mender's yes to one fingerprint."""

    user: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A plan that somebody asked for. `version` rises by one with each transition.

    `undoes` is the id of the change that this one takes back, "" for a first change.
    """

    id: str
    plan: Plan
    state: State
    version: int
    requester: str
    reason: str
    place: ChangePlace
    created: datetime
    expires: datetime
    approvals: tuple[Approval, ...] = ()
    undoes: str = ""
    ticket: str = ""
    outcome: str = ""

    def approved_by(self) -> tuple[str, ...]:
        """Who said yes to the plan as it is now: an approval of another fingerprint is void."""
        now = self.plan.fingerprint
        return tuple(dict.fromkeys(a.user for a in self.approvals if a.fingerprint == now))


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One record of the append-only log: a transition, a sub-step, a refusal, a ticket.

    `what` is a short verb phrase from a closed list that the features keep; `step` the number of
    the sub-step for writes (0: not a sub-step); `before` and `after` are the exact texts, "" where
    there are none. `call` is the sub-step's API call ("kms:PutKeyPolicy"); `undoes` the change that
    this one takes back, "" for a first change.
    """

    id: str
    at: datetime
    who: str
    what: str
    account: str
    budget: str
    change: str = ""
    fix: str = ""
    resource: str = ""
    step: int = 0
    before: str = ""
    after: str = ""
    why: str = ""
    place: ChangePlace | None = None
    ticket: str = ""
    call: str = ""
    undoes: str = ""
