"""Ticket systems: one file each, found by its name; `TICKETS=opsitem` means `opsitem.py`.

A file holds one `KIND`. Adding a system is adding a file. Several at once are named with commas.
"""

from __future__ import annotations

from bot.core.discovery import modules_of
from bot.errors import SettingsError
from bot.tickets._ready import SECRET_SETTING, ReadySystem, made_ready, strange_settings
from bot.tickets._system import (
    ChangeGate,
    GateState,
    SetupFault,
    Ticket,
    TicketKind,
    TicketPorts,
    TicketState,
    TicketSystem,
    Trouble,
)

__all__ = [
    "SECRET_SETTING",
    "ChangeGate",
    "GateState",
    "ReadySystem",
    "SetupFault",
    "Ticket",
    "TicketKind",
    "TicketPorts",
    "TicketState",
    "TicketSystem",
    "Trouble",
    "kind_named",
    "kinds",
    "made_ready",
    "strange_settings",
]


def kinds() -> dict[str, TicketKind]:
    """Every ticket system by its name, which is its file's."""
    modules = modules_of(__name__, __path__)
    return {module.__name__.rpartition(".")[2]: module.KIND for module in modules}


def kind_named(name: str) -> TicketKind:
    """The system that the setting TICKETS names. Raises SettingsError where there is none."""
    known = kinds()
    if name not in known:
        raise SettingsError("TICKETS", f"is {name!r}; it can be: {', '.join(sorted(known))}.")
    return known[name]
