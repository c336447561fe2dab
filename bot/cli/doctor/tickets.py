"""Is the ticket system known, and are its settings valid? No ticket is opened."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.doctor._finding import DoctorFinding, fine, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.errors import SettingsError
from bot.tickets import TicketPorts, kind_named

TITLE = "Tickets"
PLACE = 100


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """The system that TICKETS names."""
    if "TICKETS" in {fault.name for fault in setup.faults}:
        return
    name, given = setup.settings.tickets, setup.settings.ticket_settings
    if not name:
        yield fine("TICKETS", "is not set: nobody is offered a change ticket.")
        return
    kind = kind_named(name)
    strange = [one for one in given if one not in kind.settings]
    try:
        kind.make(TicketPorts(lambda _account: setup.clients.aws, given))
    except SettingsError as error:
        says = str(error).removeprefix(f"{error.name} ")
        yield wrong(error.name, says, f"Correct it {setup.place}.")
    else:
        yield fine("TICKETS", f"{kind.title}.")
    for one in strange:
        about = f"{name.upper()}_{one}"
        yield warning(about, f"is no setting of {kind.title}.", f"Take it out {setup.place}.")
