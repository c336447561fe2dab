"""Which ticket system one ticket is opened in."""

from __future__ import annotations

from bot.core.texts import ticket as words
from bot.jobs.context import Context
from bot.slack.render.ticket_dialog import OfferedSystems
from bot.tickets import ReadySystem


def chosen(context: Context, name: str) -> ReadySystem | None:
    """The system of this name, the first where none is named; None for one that is not set up."""
    systems = context.tickets
    return systems.get(name) if name else next(iter(systems.values()))


def offered(context: Context, system: ReadySystem) -> OfferedSystems:
    """All of them, for the dialog."""
    titles = {name: one.kind.title for name, one in context.tickets.items()}
    return OfferedSystems(titles, system.name, system.kind.assignee)


def title_of(context: Context, name: str) -> str:
    """What people call it; of one that is not set up any more only that it is one."""
    known = context.ticket_systems.get(name)
    return known.kind.title if known else words.ITS_SYSTEM
