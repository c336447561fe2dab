"""The jobs that a door leaves for the worker, and how they travel (DESIGN section 4).

A job carries ids and what a person typed, verbatim; never a policy, a right or a decision: the
worker reads the state again. Its JSON names its version and kind, for a queue can outlive the
program that filled it.

What there is to do is a named tuple and no dataclass: twenty frozen dataclasses cost the front door
30 ms of each cold start, a tenth of it all (`make bench`). Two kinds of the same fields are equal:
ask for the type.
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
import json
from dataclasses import asdict, dataclass
from typing import NamedTuple, Protocol, TypeVar, get_type_hints

from bot.core.proof_jobs import EndProof, LookAtProof, PreviewProof, ProofTold, Prove, Proved
from bot.core.said_jobs import AppPost, CheckMessage, FailureMail, Mention
from bot.core.watch_jobs import Sweep, SweepAll, TellGroup, TicketClosed, Touched, Watch
from bot.errors import JobError

VERSION = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Who asked, and where; `response_url` is Slack's, for answers that only they see.

    `user` is "" where nobody asked: a mail or another app's post. `thread` is the ts of the message
    whose thread it is, "" outside of threads: a reply's own ts would be none (Slack's docs).
    """

    team: str
    user: str
    channel: str
    response_url: str = ""
    thread: str = ""


class Command(NamedTuple):
    """`/budget-check` with its text as Slack sent it."""

    text: str


class Pick(NamedTuple):
    """A budget chosen from a list of names."""

    account: str
    budget: str


class Again(NamedTuple):
    """The button Check again; `ts` is the answer's, empty where the answer is ephemeral."""

    account: str
    budget: str
    ts: str = ""


class Details(NamedTuple):
    """The button Details; `view` is the loading view's id, empty where none opened."""

    account: str
    budget: str
    view: str = ""


class ListPage(NamedTuple):
    """Another page of a list of budgets whose names contain `part`; pages count from 0."""

    account: str
    part: str
    page: int


class LogPage(NamedTuple):
    """Another page of the action log; `budget` "" is the whole account's, `cursor` the store's."""

    account: str
    budget: str
    cursor: str


class Preview(NamedTuple):
    """The button of a fix: `row` counts an answer's rows of buttons from 0.

    `view` is the loading view's id, empty where none opened; `ts` the answer's.
    """

    answer: str
    row: int
    fix: str
    view: str = ""
    ts: str = ""


class PreviewUndo(NamedTuple):
    """The button Undo of an applied change."""

    change: str
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
    """The button Reject under a request."""

    change: str


class DraftTicket(NamedTuple):
    """The button Open a change ticket: draw up the ticket, to be looked at before it is opened."""

    answer: str
    row: int
    view: str = ""
    ts: str = ""


class OpenTicket(NamedTuple):
    """A ticket's modal that was submitted; `note` is what the person added."""

    answer: str
    row: int
    note: str
    view: str
    ts: str


class Told(NamedTuple):
    """A line of a change's story that Slack did not take at first.

    `mark` is the message's, by which it is found; the other fields are those of the engine's news,
    `ask` user and user group ids.
    """

    change: str
    mark: str
    what: str
    says: str
    who: str
    ask: str
    missing: int


class Renew(NamedTuple):
    """Check a budget again and bring every answer up to date that still carries buttons."""

    account: str
    budget: str


class Apply(NamedTuple):
    """Carry out an approved change."""

    change: str


class Settle(NamedTuple):
    """Finish, or end, a change that a worker left which is gone."""

    change: str


class Recheck(NamedTuple):
    """Look again whether a change is verified."""

    change: str


class Home(NamedTuple):
    """Draw somebody's App Home: a page of the last verdicts, counted from 0.

    `verdict` is a status or "unchecked", `account` an id, each "" for all. `hash` is that of the
    view that they saw, "" for none: what was published since is not to be lost.
    """

    page: int
    verdict: str
    account: str
    hash: str


class HomeCheck(NamedTuple):
    """The button Check of a budget in the App Home; `only` is the account that is filtered by."""

    account: str
    budget: str
    page: int
    verdict: str
    only: str
    hash: str


class Due(NamedTuple):
    """Do what is due on the schedule."""


class Alerted(NamedTuple):
    """A message of a budget's topic, as SNS delivered it: its id, and its text whole.

    `at` is SNS's own timestamp, verbatim; `subject` is "" where it has none.
    """

    message: str
    topic: str
    subject: str
    body: str
    at: str


class AlertAgain(NamedTuple):
    """The button Check again under an alert: draw it anew from what is there now."""

    thread: str


class Acknowledge(NamedTuple):
    """The button Acknowledge under an alert."""

    thread: str


class Follow(NamedTuple):
    """A later event of a budget, for its open threads: one line in each.

    `mark` is what the line is found by, `says` the line, "" where there is nothing to say but the
    first messages are to be drawn anew. `channel` and `ts` are those of the message under which the
    whole story stands. `stage` is a `Stage`, "" where that does not change; `at` when, in ISO 8601.
    """

    account: str
    budget: str
    mark: str
    says: str
    channel: str
    ts: str
    stage: str
    at: str


class Remind(NamedTuple):
    """Say in the threads that are due that nobody has acknowledged their alert."""


Kind = (
    Command
    | Pick
    | Again
    | Details
    | ListPage
    | LogPage
    | Preview
    | PreviewUndo
    | Submit
    | Approve
    | Reject
    | DraftTicket
    | OpenTicket
    | Told
    | Renew
    | Apply
    | Settle
    | Recheck
    | Due
    | Home
    | HomeCheck
    | Mention
    | FailureMail
    | AppPost
    | CheckMessage
    | Alerted
    | AlertAgain
    | Acknowledge
    | Follow
    | Remind
    | Touched
    | Watch
    | TellGroup
    | TicketClosed
    | SweepAll
    | Sweep
    | PreviewProof
    | Prove
    | EndProof
    | LookAtProof
    | ProofTold
    | Proved
)
_KINDS: dict[str, type[Kind]] = {
    "command": Command,
    "budget.pick": Pick,
    "check.again": Again,
    "check.details": Details,
    "list.page": ListPage,
    "change.apply": Apply,
    "change.settle": Settle,
    "change.recheck": Recheck,
    "change.due": Due,
    "log.page": LogPage,
    "change.preview": Preview,
    "change.undo": PreviewUndo,
    "change.submit": Submit,
    "change.approve": Approve,
    "change.reject": Reject,
    "ticket.new": DraftTicket,
    "ticket.open": OpenTicket,
    "story.tell": Told,
    "answer.renew": Renew,
    "home.show": Home,
    "home.check": HomeCheck,
    "said.mention": Mention,
    "said.failure": FailureMail,
    "said.post": AppPost,
    "check.message": CheckMessage,
    "alert.arrived": Alerted,
    "alert.again": AlertAgain,
    "alert.acknowledge": Acknowledge,
    "thread.follow": Follow,
    "thread.remind": Remind,
    "watch.touched": Touched,
    "watch.budget": Watch,
    "watch.tell": TellGroup,
    "ticket.closed": TicketClosed,
    "watch.sweep-all": SweepAll,
    "watch.sweep": Sweep,
    "proof.preview": PreviewProof,
    "proof.new": Prove,
    "proof.end": EndProof,
    "proof.look": LookAtProof,
    "proof.tell": ProofTold,
    "proof.arrived": Proved,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_Part = TypeVar("_Part")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. `id` is the check's id and stays over every attempt.

    `attempt` counts from 0. `unsure` says that an earlier attempt may have posted the answer
    without hearing so: look before posting again.
    """

    id: str
    place: Place
    what: Kind
    attempt: int = 0
    unsure: bool = False

    @property
    def kind(self) -> str:
        """The kind's name, as in the JSON."""
        return _NAMES[type(self.what)]


class Queue(Protocol):
    """Where a door leaves a job: in this process or SQS."""

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take the job, to be worked on at least once, not before `delay_seconds` from now."""


def dumps(job: Job) -> str:
    """The job as JSON; `loads` gives back an equal one."""
    envelope = {"version": VERSION, "kind": job.kind, "id": job.id, "attempt": job.attempt}
    parts = {"unsure": job.unsure, "place": asdict(job.place), "what": job.what._asdict()}
    return json.dumps(envelope | parts)


def loads(text: str) -> Job:
    """Read a job. Raises JobError for what is no job, or one of another version or kind."""
    try:
        data = json.loads(text)
    except ValueError:
        raise JobError("The queue holds something that is not JSON.") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        version = data.get("version") if isinstance(data, dict) else None
        raise JobError(f"The queue holds a job of version {version!r}; this is {VERSION}.")
    kind = _KINDS.get(str(data.get("kind")))
    if kind is None:
        raise JobError(f"The queue holds a job of the unknown kind {data.get('kind')!r}.")
    return Job(
        id=_typed(data, "id", str),
        place=_place(data),
        what=_build(kind, _typed(data, "what", dict)),
        attempt=_typed(data, "attempt", int),
        unsure=_typed(data, "unsure", bool),
    )


def sender_of(text: str) -> tuple[str, Place] | None:
    """The id of a job that `loads` refuses, and who asked for it, as far as they can be read.

    For a job of another version, whose person should hear that it was not done; None without them.
    """
    try:
        data = json.loads(text)
        return _typed(data, "id", str), _place(data)
    except (ValueError, AttributeError, JobError):
        return None


def _place(data: dict[str, object]) -> Place:
    # A job that waited while budget-check learnt of threads has none.
    given: dict[str, object] = _typed(data, "place", dict)
    return _build(Place, {"thread": "", **given})


def _build(of: type[_Part], data: dict[str, object]) -> _Part:
    # A job that waited while its kind got another field has not got it.
    given = {**getattr(of, "_field_defaults", {}), **data}
    return of(**{name: _typed(given, name, kind) for name, kind in get_type_hints(of).items()})


def _typed(data: dict[str, object], name: str, of: type[_Value]) -> _Value:
    value = data.get(name)
    if type(value) is not of:
        raise JobError(f"The queue holds a job whose {name!r} is not of type {of.__name__}.")
    return value
