"""The buttons of an answer's row: a fix, or a change ticket. Both open a view first."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.changes import Preview
from bot.core.jobs.tickets import ChooseTicketSystem, DraftTicket, ShowTicketText
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    home_of,
    message_of_click,
    number,
    place_of_click,
    row_of,
    text,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.listeners.submission import chosen_in, ids_of, system_in, typed_in
from bot.slack.render.loading_views import (
    ASSIGNEE,
    NOTE,
    SEVERITY,
    SYSTEM,
    TITLE,
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
    app.action(SYSTEM)(system_listener(sender))


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


def system_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the select of systems in the ticket's modal."""

    def system(body: Payload, ack: Ack) -> None:
        ids = ids_of(body)
        name = system_in(body, ids)
        what = ChooseTicketSystem(
            *(text(ids, "answer"), number(ids, "row"), text(body, "view", "id")),
            *(text(ids, "ts"), name),
            title=typed_in(body, TITLE),
            note=typed_in(body, NOTE),
            severity=chosen_in(body, SEVERITY),
            assignee=typed_in(body, f"{ASSIGNEE}{name}"),
            beside=text(ids, "beside", default=""),
        )
        sender.leave(place_of_click(body), what)
        ack()

    return system


def text_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `ticket.text`, in the ticket's modal."""

    def ticket_text(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = row_of(action)
        leave_with_view(
            sender, body, ticket_text_loading, lambda view: ShowTicketText(answer, row, view)
        )
        ack()

    return ticket_text
