"""What was opened in the ticket systems, and what somebody does with it there."""

from __future__ import annotations

from playground.page.asked import Asked, RefusedError
from playground.page.session import Session
from playground.slack.shapes import JsonObject
from playground.tickets.acts import act
from playground.tickets.control import shown
from playground.tickets.opened import opened


def listed(session: Session) -> JsonObject:
    """All of it, the newest first, at once: a third long poll would take half of the connections
    that a browser has.
    """
    tickets = session.tickets
    with tickets.lock:
        every = [shown(one) for one in opened(tickets)[::-1]]
        return {"version": tickets.version, "tickets": every}


def acted(session: Session, asked: Asked) -> JsonObject:
    """What somebody does. Raises RefusedError."""
    try:
        act(session.tickets, asked.text("system"), asked.text("id"), asked.text("act"))
    except ValueError as error:
        raise RefusedError(str(error)) from error
    return {"ok": True}
