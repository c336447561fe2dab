"""Something that has to be said, kept until it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.core.jobs import Job, dumps

_State = TypeVar("_State")
Says = Callable[[_State], tuple["Outgoing", ...]]
"""What has to be said of a state that is about to be written."""


def nothing(_state: object) -> tuple[Outgoing, ...]:
    """The `Says` of what nobody has to hear."""
    return ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One record of the outbox: the job that says it, whole.

    Of one `id` there is one record: what is put again takes the place of what was not said yet, so
    that ten reasons to draw one message anew become one drawing. `kept` is when it was put, `due`
    when the schedule sends it if nobody has by then, `tries` how often somebody set out to,
    `revision` tells this text of it from the one that takes its place.
    """

    id: str
    job: str
    kept: datetime
    due: datetime
    revision: str
    tries: int = 0


def outgoing(id: str, job: Job, now: datetime, due: datetime, tries: int = 0) -> Outgoing:
    """What `job` says, to be kept from `now` on; the job's id is its revision."""
    return Outgoing(id, dumps(job), now, due, job.id, tries)
