"""The jobs of a change ticket that people press: drawing it up, and opening it."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


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


What = DraftTicket | ChooseTicketSystem | ShowTicketText | OpenTicket
KINDS = kinds(
    {
        "ticket.new": JobKind(DraftTicket, needs="tickets", about="answer", view="ticket"),
        "ticket.system": JobKind(
            ChooseTicketSystem, needs="tickets", about="answer", view="ticket"
        ),
        "ticket.text": JobKind(ShowTicketText, needs="tickets", about="answer", view="ticket text"),
        "ticket.open": JobKind(OpenTicket, needs="tickets", about="answer", view="ticket"),
    }
)
"""By the name that travels."""
