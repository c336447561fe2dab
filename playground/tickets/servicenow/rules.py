"""Which state follows which, and what a closed change must carry: the platform's own models.

A normal change is assessed and authorised; an emergency one goes from New to Authorize; a standard
one is approved by its template and goes from New to Scheduled.
"""

from __future__ import annotations

from playground.tickets.servicenow.errors import aborted
from playground.tickets.servicenow.model import Approval, Change, State

_WAYS = {
    "normal": (
        State.NEW,
        State.ASSESS,
        State.AUTHORIZE,
        State.SCHEDULED,
        State.IMPLEMENT,
        State.REVIEW,
        State.CLOSED,
    ),
    "emergency": (
        State.NEW,
        State.AUTHORIZE,
        State.SCHEDULED,
        State.IMPLEMENT,
        State.REVIEW,
        State.CLOSED,
    ),
    "standard": (State.NEW, State.SCHEDULED, State.IMPLEMENT, State.REVIEW, State.CLOSED),
}
_NEEDS_APPROVAL = frozenset({State.SCHEDULED, State.IMPLEMENT, State.REVIEW, State.CLOSED})
TYPES = tuple(_WAYS)


def move(change: Change, state: State) -> None:
    """Take it into the next state. Raises RefusedError: another one comes next, the approval is
    missing, or what a closed one needs.
    """
    if state is change.state:
        return
    if not change.active:
        raise aborted("Business Rule 'Change Model: closed changes are read only'")
    if state is not State.CANCELED:
        _check(change, state)
    change.state = state
    if state in {State.ASSESS, State.AUTHORIZE} and change.approval is Approval.NOT_REQUESTED:
        change.approval = Approval.REQUESTED


def approve(change: Change) -> None:
    """Approved by whoever must: it is scheduled."""
    change.approval = Approval.APPROVED
    change.state = State.SCHEDULED


def reject(change: Change) -> None:
    """Rejected: back to New, as the platform does it."""
    change.approval = Approval.REJECTED
    change.state = State.NEW


def _check(change: Change, state: State) -> None:
    way = _WAYS[change.type]
    if state not in way or way.index(state) != way.index(change.state) + 1:
        raise aborted("Business Rule 'Change Model: Check State Transition'")
    if state in _NEEDS_APPROVAL and change.approval is not Approval.APPROVED:
        raise aborted("Business Rule 'Change Model: Check State Transition'")
    missing = [name for name in ("close_code", "close_notes") if not change.fields.get(name)]
    if state is State.CLOSED and missing:
        names = ", ".join(name.replace("_", " ").capitalize() for name in missing)
        raise aborted(f"Data Policy Exception: The following fields are mandatory: {names}")
