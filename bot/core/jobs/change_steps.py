"""The jobs that a change leaves for itself: its steps, its gate, and what is told of it."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class PostChangeEvent(NamedTuple):
    """Something about a change that is a message of its own in its thread.

    `mark` is the message's, by which it is found; the other fields are those of the engine's event,
    `ask` user and user group ids.
    """

    change: str
    mark: str
    what: str
    says: str
    who: str
    ask: str
    missing: int


class ShowChange(NamedTuple):
    """Where a change stands, in its one reply in the thread: posted, or drawn anew."""

    change: str


class AskApprovers(NamedTuple):
    """A change that waits, told to each who may approve it; drawn anew once it is decided."""

    change: str


class ShowOutcome(NamedTuple):
    """What became of a change, for who asked: in the view that waits for it, or by itself.

    The fields are those of the engine's event, `instead` the change that is shown in its place.
    """

    change: str
    what: str
    says: str
    who: str
    instead: str = ""


class CheckAffected(NamedTuple):
    """A change is applied: check each other budget again that it mends."""

    change: str


class CheckAffectedBudget(NamedTuple):
    """Check one of them; `since` is when the change was applied, in ISO 8601."""

    change: str
    account: str
    budget: str
    since: str


class ShowRecovery(NamedTuple):
    """How the budgets stand that a change mends, for who asked, where they still look at it."""

    change: str


class Apply(NamedTuple):
    """Carry out an approved change."""

    change: str


class WatchGate(NamedTuple):
    """Open the change request that a change waits for, or look how it stands."""

    change: str


class PassGate(NamedTuple):
    """Look at the record of a change's change request, and go on where it says so."""

    change: str


class TellGate(NamedTuple):
    """Write into the change request what came of the change."""

    change: str


class Settle(NamedTuple):
    """Finish, or end, a change that a worker left which is gone."""

    change: str


class Recheck(NamedTuple):
    """Look again whether a change is verified."""

    change: str


class RunDue(NamedTuple):
    """Do what is due on the schedule."""


What = (
    PostChangeEvent
    | ShowChange
    | AskApprovers
    | ShowOutcome
    | CheckAffected
    | CheckAffectedBudget
    | ShowRecovery
    | Apply
    | WatchGate
    | PassGate
    | TellGate
    | Settle
    | Recheck
    | RunDue
)
KINDS = kinds(
    {
        "story.tell": JobKind(PostChangeEvent, "itself", "alerts", "tables"),
        "change.reply": JobKind(ShowChange, "itself", "alerts", "tables"),
        "change.ask": JobKind(AskApprovers, "itself", "alerts", "tables"),
        "change.outcome": JobKind(ShowOutcome, "itself", "alerts", "tables"),
        "change.affected": JobKind(CheckAffected, "itself", "alerts", "tables"),
        "change.affected-budget": JobKind(
            CheckAffectedBudget, "nobody", "alerts", "tables", bulk="change"
        ),
        "change.recovery": JobKind(ShowRecovery, "itself", "alerts", "tables"),
        "change.apply": JobKind(Apply, "itself", "mend", "engine"),
        "change.gate": JobKind(WatchGate, "itself", "alerts", "tables"),
        "change.pass": JobKind(PassGate, "itself", "mend", "engine"),
        "change.gate-told": JobKind(TellGate, "itself", "alerts", "tables"),
        "change.settle": JobKind(Settle, "itself", "mend", "engine"),
        "change.recheck": JobKind(Recheck, "itself", "mend", "engine"),
        "change.due": JobKind(RunDue, "itself", "mend", "engine"),
    }
)
"""By the name that travels."""
