"""The buttons of an answer's row: a fix, or a change ticket. Both open a view first."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.changes import DraftTicket, Preview, ShowTicketText
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    home_of,
    message_of_click,
    row_of,
    text,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.render.loading_views import (
    preview_loading,
    ticket_loading,
    ticket_text_loading,
)

_PREFIX = "fix."


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^fix\."))(listener(sender))
    app.action("ticket.open")(ticket_listener(sender))
    app.action("ticket.text")(text_listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `fix.<fix id>`."""

    def fix(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = row_of(action)
        wanted, ts = text(action, "action_id").removeprefix(_PREFIX), message_of_click(body)
        home = home_of(body)
        leave_with_view(
            sender, body, preview_loading, lambda view: Preview(answer, row, wanted, view, ts, home)
        )
        ack()

    return fix


def ticket_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `ticket.open`."""

    def new_ticket(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = row_of(action)
        ts = message_of_click(body)
        leave_with_view(
            sender, body, ticket_loading, lambda view: DraftTicket(answer, row, view, ts)
        )
        ack()

    return new_ticket


def text_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `ticket.text`, in the ticket's modal."""

    def ticket_text(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = row_of(action)
        leave_with_view(
            sender, body, ticket_text_loading, lambda view: ShowTicketText(answer, row, view)
        )
        ack()

    return ticket_text
