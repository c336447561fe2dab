"""The jobs that follow open tickets: what their systems tell, and are asked."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class TicketClosed(NamedTuple):
    """A change ticket was resolved, or closed, as its system says: `status` is its word for it.

    `account` is where the ticket lies, `who` a person, role or service in words, `system` the name
    of the ticket system, "" where it tells by itself. `gone`: it shows the ticket no longer.
    """

    ticket: str
    account: str
    status: str
    who: str
    system: str = ""
    gone: bool = False


class TicketsDue(NamedTuple):
    """The schedule: ask how the open tickets stand of systems that do not tell."""


class LookAtTicket(NamedTuple):
    """Ask its system how one ticket stands."""

    ticket: str
    account: str
    system: str


What = TicketClosed | TicketsDue | LookAtTicket
KINDS = kinds(
    {
        "ticket.closed": JobKind(TicketClosed, "nobody", "alerts", "tables"),
        "ticket.due": JobKind(TicketsDue, "nobody", "alerts", "tables"),
        "ticket.look": JobKind(LookAtTicket, "nobody", "alerts", "tables", bulk="system"),
    }
)
"""By the name that travels."""
