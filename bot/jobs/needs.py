"""What a kind of job needs that this process has not, in a sentence for who asked."""

from __future__ import annotations

from bot.core.texts.needs import CLOSED, NO_SOURCES, NO_SYSTEM, NO_TABLES
from bot.jobs.context import Context


def lacking(context: Context) -> str:
    """Why the job cannot be done by this process; "" where it can."""
    match context.job.row.needs:
        case "tables":
            return "" if context.tables else NO_TABLES
        case "engine":
            return "" if context.tables and context.writes else CLOSED
        case "tickets":
            return "" if context.tables and context.ticket_systems else NO_SYSTEM
        case "sources":
            return "" if context.tables and context.sources else NO_SOURCES
        case _:
            return ""
