"""The jobs that a door leaves for the worker, and how they travel (docs/architecture.md, "Jobs").

A job carries ids and what a person typed, verbatim; never a policy, a right or a decision: the
worker reads the state again. Its JSON names its version and kind, for a queue can outlive the
program that filled it.

A kind of job is a class for what there is to do, and one row of `KINDS` beside it. The class is a
named tuple and no dataclass: twenty frozen dataclasses cost the front door 30 ms of each cold
start, a tenth of it all (`make bench`). So it loads no kind that it never leaves either: what
people press stands in files of its own, and `kinds` has them all. Two kinds of the same fields are
equal: ask for the type.
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, get_type_hints

from bot.core.jobs.kind import JobKind, named
from bot.errors import JobError

if TYPE_CHECKING:
    from bot.core.jobs.kinds import What

VERSION = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Who asked, and where; `response_url` is Slack's, for answers that only they see.

    `user` is "" where nobody asked: a mail or another app's post. `thread` is the ts of the message
    whose thread it is, "" outside of threads: a reply's own ts would be none (Slack's docs).

    `name` is what people call the user, for where an id would notify them: the worker writes it in,
    once Slack has told it who they are.
    """

    team: str
    user: str
    channel: str
    response_url: str = ""
    thread: str = ""
    name: str = ""


NOBODY = Place("", "", "")
"""For what AWS told, or a schedule, or the outbox."""
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
    what: "What"
    attempt: int = 0
    unsure: bool = False

    @property
    def kind(self) -> str:
        """The kind's name, as in the JSON."""
        return named(type(self.what))[0]

    @property
    def row(self) -> JobKind:
        """What is true of every job of its kind."""
        return named(type(self.what))[1]

    @property
    def tenant(self) -> str:
        """Whose share of a queue it takes: the person's who asked, or that of the bulk which it is
        one of; "" where it stands for itself.
        """
        if self.place.user:
            return f"{self.place.team}:{self.place.user}"
        bulk = self.row.bulk
        return str(getattr(self.what, bulk)) if bulk else ""

    def is_like(self, other: "Job") -> bool:
        """Whether the answer to the one serves for the other, which came later."""
        here, there = self.place, other.place
        return (
            self.row.shared
            and self.kind == other.kind
            and self.what == other.what
            and (here.team, here.user, here.channel, here.thread)
            == (there.team, there.user, there.channel, there.thread)
        )


class JobQueue(Protocol):
    """Where a door leaves a job: in this process or SQS."""

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take the job, to be worked on at least once, not before `delay_seconds` from now."""

    def send_all(self, jobs: Sequence[Job]) -> None:
        """Take these. Where that fails some may be taken all the same."""


def dumps(job: Job) -> str:
    """The job as JSON; `loads` gives back an equal one."""
    envelope = {"version": VERSION, "kind": job.kind, "id": job.id, "attempt": job.attempt}
    parts = {"unsure": job.unsure, "place": asdict(job.place), "what": job.what._asdict()}
    return json.dumps(envelope | parts)


def loads(text: str) -> Job:
    """Read a job. Raises JobError for what is no job, or one of another version or kind."""
    from bot.core.jobs.kinds import KINDS  # noqa: PLC0415  # whoever leaves jobs needs few kinds

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise JobError("The queue holds something that is not JSON.") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        version = data.get("version") if isinstance(data, dict) else None
        raise JobError(f"The queue holds a job of version {version!r}; this is {VERSION}.")
    kind = KINDS.get(str(data.get("kind")))
    if kind is None:
        raise JobError(f"The queue holds a job of the unknown kind {data.get('kind')!r}.")
    return Job(
        id=_typed(data, "id", str),
        place=_place(data),
        what=_build(kind.what, _typed(data, "what", dict)),
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
    except (ValueError, RecursionError, AttributeError, JobError):
        return None


def _place(data: dict[str, object]) -> Place:
    # A job that waited while budget-check learnt of threads and names has none.
    given: dict[str, object] = _typed(data, "place", dict)
    return _build(Place, {"thread": "", "name": "", **given})


def _build(of: type[_Part], data: dict[str, object]) -> _Part:
    # A job that waited while its kind got another field has not got it.
    given = {**getattr(of, "_field_defaults", {}), **data}
    return of(**{name: _typed(given, name, kind) for name, kind in get_type_hints(of).items()})


def _typed(data: dict[str, object], name: str, of: type[_Value]) -> _Value:
    value = data.get(name)
    if type(value) is not of:
        raise JobError(f"The queue holds a job whose {name!r} is not of type {of.__name__}.")
    return value
