"""What a kind of job needs that this process has not, in a sentence for who asked."""

from __future__ import annotations

from bot.jobs.context import Context

NO_TABLES = (
    "This budget-check has no tables, so it remembers nothing and changes nothing. "
    "Whoever runs it can make them: `serve` prints how."
)
CLOSED = (
    "Nothing can be mended here: this budget-check has no tables, or MENDERS names nobody, so it "
    "writes nothing. Whoever runs it can change that."
)
NO_SYSTEM = "No ticket system is set up: whoever runs budget-check can name one in TICKETS."


def lacking(context: Context) -> str:
    """Why the job cannot be done by this process; "" where it can."""
    match context.job.row.needs:
        case "tables":
            return "" if context.tables else NO_TABLES
        case "engine":
            return "" if context.tables and context.writes else CLOSED
        case "tickets":
            return "" if context.tables and context.ticket_system else NO_SYSTEM
        case _:
            return ""
