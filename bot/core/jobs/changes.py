"""The jobs of a change, from the preview to what the schedule finds due, and of tickets."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind


class Preview(NamedTuple):
    """The button of a fix: `row` counts an answer's rows of buttons from 0.

    `view` is the loading view's id, empty where none opened; `ts` the answer's. `home` is what the
    App Home showed where it was pressed there, as its metadata has it.
    """

    answer: str
    row: int
    fix: str
    view: str = ""
    ts: str = ""
    home: str = ""


class PreviewUndo(NamedTuple):
    """The button Undo of an applied change."""

    change: str
    view: str = ""


class ShowDifference(NamedTuple):
    """A button of the preview: the exact difference, or the change as another tool's text.

    `form` is "difference", "more", or the tool in small letters; `view` the id of the view pushed
    over it.
    """

    change: str
    form: str
    view: str = ""


class Submit(NamedTuple):
    """A preview that was submitted; `reason` is what the person typed.

    `fingerprint` is that of the plan that they saw.
    """

    change: str
    fingerprint: str
    reason: str
    view: str


class Approve(NamedTuple):
    """The button Approve under a request; `fingerprint` is that of the plan it is about."""

    change: str
    fingerprint: str


class Reject(NamedTuple):
    """The modal behind the button Reject, submitted with the reason that the person typed."""

    change: str
    why: str = ""


class DraftTicket(NamedTuple):
    """The button Open a change ticket: draw up the ticket, to be looked at before it is opened."""

    answer: str
    row: int
    view: str = ""
    ts: str = ""


class ChooseTicketSystem(NamedTuple):
    """Another system was chosen in a ticket's modal: its fields are drawn, what was typed stays.

    `ts` and `beside` are what the modal carries, as in OpenTicket.
    """

    answer: str
    row: int
    view: str
    ts: str
    system: str
    title: str = ""
    note: str = ""
    severity: str = ""
    assignee: str = ""
    beside: str = ""


class ShowTicketText(NamedTuple):
    """The button Show the text of a ticket's modal; `view` is the id of the view pushed over it."""

    answer: str
    row: int
    view: str = ""


class OpenTicket(NamedTuple):
    """A ticket's modal that was submitted, with what the person typed: `title` and `severity` ""
    are the draft's own, `system` "" is the first.

    `beside` is the ticket that they saw open, and wanted another one beside; `fault` tells what it
    is about from all else, and `waited` how often it has waited for somebody else's attempt.
    """

    answer: str
    row: int
    note: str
    view: str
    ts: str
    title: str = ""
    system: str = ""
    severity: str = ""
    assignee: str = ""
    beside: str = ""
    fault: str = ""
    waited: int = 0


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
    Preview
    | PreviewUndo
    | ShowDifference
    | Submit
    | Approve
    | Reject
    | DraftTicket
    | ChooseTicketSystem
    | ShowTicketText
    | OpenTicket
    | PostChangeEvent
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
KINDS = {
    "change.preview": JobKind(Preview, "person", "mend", "engine", "answer", "preview"),
    "change.undo": JobKind(PreviewUndo, "person", "mend", "engine", "change", "preview"),
    "change.difference": JobKind(ShowDifference, needs="tables", about="change", view="difference"),
    "change.submit": JobKind(Submit, "person", "mend", "engine", "change", "preview", "change"),
    "change.approve": JobKind(Approve, "person", "mend", "engine", "change"),
    "change.reject": JobKind(Reject, "person", "mend", "engine", "change"),
    "ticket.new": JobKind(DraftTicket, needs="tickets", about="answer", view="ticket"),
    "ticket.system": JobKind(ChooseTicketSystem, needs="tickets", about="answer", view="ticket"),
    "ticket.text": JobKind(ShowTicketText, needs="tickets", about="answer", view="ticket text"),
    "ticket.open": JobKind(OpenTicket, needs="tickets", about="answer", view="ticket"),
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
"""By the name that travels."""
