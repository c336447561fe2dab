"""The buttons of an answer's row: a fix, or a change ticket. Both open a view first."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.changes import DraftTicket, Preview
from bot.slack.listeners.door import (
    Door,
    MalformedError,
    Payload,
    message_of_click,
    text,
)
from bot.slack.listeners.loading import leave_with_view
from bot.slack.render.waiting import preview_loading, ticket_loading

_PREFIX = "fix."


def register(app: App, door: Door) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^fix\."))(listener(door))
    app.action("ticket.open")(ticket_listener(door))


def listener(door: Door) -> Callable[..., None]:
    """The listener of `fix.<fix id>`."""

    def fix(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = _row(action)
        wanted, ts = text(action, "action_id").removeprefix(_PREFIX), message_of_click(body)
        leave_with_view(
            door, body, preview_loading, lambda view: Preview(answer, row, wanted, view, ts)
        )
        ack()

    return fix


def ticket_listener(door: Door) -> Callable[..., None]:
    """The listener of `ticket.open`."""

    def new_ticket(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = _row(action)
        ts = message_of_click(body)
        leave_with_view(door, body, ticket_loading, lambda view: DraftTicket(answer, row, view, ts))
        ack()

    return new_ticket


def _row(action: Payload) -> tuple[str, int]:
    """The answer's id and the number of the row."""
    answer, _, row = text(action, "value").rpartition(".")
    if not answer or not (row.isascii() and row.isdigit()):
        raise MalformedError("the button's value is not ours")
    return answer, int(row)
