"""The buttons of an answer's row: a fix, or a change ticket. Both open a view first."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack

from bot.core.jobs import DraftTicket, Preview
from bot.slack.listeners.door import (
    Door,
    MalformedError,
    Payload,
    message_of_click,
    place_of_click,
    text,
)
from bot.slack.listeners.loading import open_loading
from bot.slack.render.waiting import preview_loading, ticket_loading

_PREFIX = "fix."


def listener(door: Door) -> Callable[..., None]:
    """The listener of `fix.<fix id>`."""

    def fix(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = _row(action)
        id = door.new_id()
        view = open_loading(door, body, preview_loading(id))
        wanted = text(action, "action_id").removeprefix(_PREFIX)
        what = Preview(answer, row, wanted, view, message_of_click(body))
        door.leave(place_of_click(body), what, id)
        ack()

    return fix


def ticket_listener(door: Door) -> Callable[..., None]:
    """The listener of `ticket.open`."""

    def new_ticket(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = _row(action)
        id = door.new_id()
        view = open_loading(door, body, ticket_loading(id))
        what = DraftTicket(answer, row, view, message_of_click(body))
        door.leave(place_of_click(body), what, id)
        ack()

    return new_ticket


def _row(action: Payload) -> tuple[str, int]:
    """The answer's id and the number of the row."""
    answer, _, row = text(action, "value").rpartition(".")
    if not answer or not (row.isascii() and row.isdigit()):
        raise MalformedError("the button's value is not ours")
    return answer, int(row)
