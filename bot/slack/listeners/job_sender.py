"""What every listener shares: where jobs go, and how Slack's payloads are read.

A listener receives, types what it received, leaves one job and acknowledges last: raising after an
acknowledgement would give Slack a 500 (docs/facts.md 8.2).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from bot.core.jobs import Job, JobQueue, Place
from bot.slack.client import Slack
from bot.slack.values import unpack

if TYPE_CHECKING:
    from bot.core.jobs.kinds import What

Payload = Mapping[str, object]
_ACTS = UUID("5b6ad5c2-3a34-4e0c-8a3c-6f1f0b8b7d01")
_log = logging.getLogger(__name__)


class MalformedError(ValueError):
    """A signed request that is not as Slack documents it."""


@dataclass(frozen=True, slots=True)
class JobSender:
    """The queue, Slack for opening views, and a new id for each job."""

    queue: JobQueue
    slack: Slack
    new_id: Callable[[], str]

    def leave(
        self,
        place: Place,
        what: What,
        id: str = "",
        delay_seconds: int = 0,
        *,
        unsure: bool = False,
    ) -> None:
        """Put one job into the queue. Raises QueueError."""
        job = Job(id or self.new_id(), place, what, unsure=unsure)
        self.queue.send(job, delay_seconds)
        # The id leads from here through the worker's log to the calls of AWS.
        _log.info("Left a job", extra={"correlation_id": job.id, "kind": job.kind})


def text(payload: Payload, *path: str, default: str | None = None) -> str:
    """The string at `path`. Raises MalformedError without one, unless there is a default."""
    found: object = payload
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found
    if default is None:
        raise MalformedError(f"{'.'.join(path)} is missing")
    return default


def number(payload: Payload, name: str) -> int:
    """The whole number of that name. Raises MalformedError for anything else."""
    found = payload.get(name)
    if type(found) is not int:  # True is an int as well
        raise MalformedError(f"{name} is not a number")
    return found


def id_of(body: Payload) -> str:
    """An id for what comes of this one act, however often its request is sent; "" without any.

    Raises MalformedError.
    """
    trigger = text(body, "trigger_id", default="")
    if not trigger.isascii():
        raise MalformedError("trigger_id is no id")
    return uuid5(_ACTS, trigger).hex if trigger else ""


def place_of_click(body: Payload) -> Place:
    """Who pressed a button, and where."""
    return Place(
        team=text(body, "team", "id", default=""),
        user=text(body, "user", "id"),
        channel=text(body, "channel", "id", default="")
        or text(body, "container", "channel_id", default="")
        or _of_view(body, "channel"),
        response_url=text(body, "response_url", default=""),
        thread=_thread_of_click(body) or _of_view(body, "thread"),
    )


def home_of(body: Payload) -> str:
    """What the App Home showed where the press was there, as its metadata has it; else ""."""
    there = text(body, "view", "type", default="") == "home"
    return text(body, "view", "private_metadata", default="") if there else ""


def message_of_click(body: Payload) -> str:
    """The ts of the message that the button sits on, or that its modal was opened from; empty where
    that is ephemeral.
    """
    container = body.get("container")
    ephemeral = isinstance(container, Mapping) and container.get("is_ephemeral") is True
    if ephemeral:
        return ""
    return text(body, "container", "message_ts", default="") or _of_view(body, "ts")


def _of_view(body: Payload, name: str) -> str:
    """What a modal of ours carries of the message that it was opened from; "" without one."""
    try:
        carried = unpack(text(body, "view", "private_metadata", default=""))
    except ValueError:
        return ""
    return text(carried, name, default="")


def _thread_of_click(body: Payload) -> str:
    """The thread that the button's message is a reply in; a thread's first message is none."""
    thread = text(body, "container", "thread_ts", default="")
    return "" if thread == text(body, "container", "message_ts", default="") else thread


def value_of(action: Payload) -> Mapping[str, object]:
    """What the button carries, or the option that was chosen in a menu. Raises MalformedError."""
    try:
        return unpack(
            text(action, "value", default="")
            or text(action, "selected_option", "value", default="")
        )
    except ValueError as error:
        raise MalformedError("the button's value is not ours") from error


def row_of(action: Payload) -> tuple[str, int]:
    """The answer's id and the number of the row that the button is in. Raises MalformedError."""
    answer, _, row = text(action, "value").rpartition(".")
    if not answer or not (row.isascii() and row.isdigit()):
        raise MalformedError("the button's value is not ours")
    return answer, int(row)


def team_of(body: Payload) -> str:
    """The team that a request was sent from. The person's own is looked up in the worker: on an
    Enterprise grid it may be another of the same organisation.
    """
    return text(body, "team_id", default="") or text(body, "team", "id", default="")
