"""A modal that was submitted: answered with a view that says so, the rest is the worker's.

The job waits a moment: the worker's own update of the view must come after Slack has shown the
answer to the submission, or that would cover the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from bot.core.jobs import Place
from bot.core.jobs.changes import Submit
from bot.core.jobs.tickets import OpenTicket
from bot.slack.listeners.job_sender import JobSender, MalformedError, Payload, id_of, number, text
from bot.slack.render.loading_views import (
    ASSIGNEE,
    NOTE,
    PREVIEW,
    REASON,
    SEVERITY,
    SYSTEM,
    TICKET,
    TITLE,
    preview_working,
    ticket_working,
)
from bot.slack.values import unpack

SHOWN_AFTER = 1
"""Seconds."""


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.view(PREVIEW)(change_listener(sender))
    app.view(TICKET)(ticket_listener(sender))


def change_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the modal `change.preview`."""

    def submitted(body: Payload, ack: Ack) -> None:
        ids = ids_of(body)
        reason, view = typed_in(body, REASON), text(body, "view", "id")
        what = Submit(text(ids, "change"), text(ids, "fingerprint"), reason, view)
        id = text(body, "view", "external_id")
        sender.leave(place_of(body, ids), what, delay_seconds=SHOWN_AFTER)
        ack(response_action="update", view=dict(preview_working(id)))

    return submitted


def ticket_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the modal `ticket.new`."""

    def submitted(body: Payload, ack: Ack) -> None:
        ids = ids_of(body)
        row = number(ids, "row")
        note, view = typed_in(body, NOTE), text(body, "view", "id")
        id, ts = text(body, "view", "external_id"), text(ids, "ts")
        system = system_in(body, ids)
        what = OpenTicket(
            *(text(ids, "answer"), row, note, view, ts, typed_in(body, TITLE), system),
            severity=chosen_in(body, SEVERITY),
            assignee=typed_in(body, f"{ASSIGNEE}{system}"),
            beside=text(ids, "beside", default=""),
            fault=text(ids, "fault", default=""),
        )
        sender.leave(place_of(body, ids), what, id_of(body), SHOWN_AFTER)
        ack(response_action="update", view=dict(ticket_working(id)))

    return submitted


def ids_of(body: Payload) -> Mapping[str, object]:
    """What the view carries. Raises MalformedError."""
    try:
        return unpack(text(body, "view", "private_metadata"))
    except ValueError as error:
        raise MalformedError("the view's metadata is not ours") from error


def place_of(body: Payload, ids: Mapping[str, object]) -> Place:
    """A submission names no channel; the view carries where it was opened."""
    return Place(
        team=text(body, "team", "id", default=""),
        user=text(body, "user", "id"),
        channel=text(ids, "channel"),
    )


def typed_in(body: Payload, action: str) -> str:
    """What stands in the input of that action id, "" without one."""
    return text(held_by(body, action), "value", default="")


def chosen_in(body: Payload, action: str) -> str:
    """The option that is chosen in the select of that action id, "" without one."""
    return text(held_by(body, action), "selected_option", "value", default="")


def system_in(body: Payload, ids: Mapping[str, object]) -> str:
    """The ticket system that is chosen; without a choice the one that the dialog carries."""
    return chosen_in(body, SYSTEM) or text(ids, "system", default="")


def held_by(body: Payload, action: str) -> Payload:
    """What the input of that action id holds, {} without one."""
    state = body.get("view")
    values = state.get("state") if isinstance(state, Mapping) else None
    blocks = values.get("values") if isinstance(values, Mapping) else None
    for block in blocks.values() if isinstance(blocks, Mapping) else ():
        found = block.get(action) if isinstance(block, Mapping) else None
        if isinstance(found, Mapping):
            return found
    return {}
