"""The record of the log for each step of a snooze."""

from __future__ import annotations

from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.snooze import Snooze
from bot.jobs.context import Context


def record(context: Context, snooze: Snooze, what: str, who: str, why: str) -> LogRecord:
    """One for this job: done again it is the same."""
    return LogRecord(
        id=f"snooze.{what}.{snooze.revision}",
        at=context.clock(),
        who=who,
        what=what,
        account=snooze.of.account,
        budget=snooze.first,
        resource=snooze.of.resource,
        why=why,
        place=ChangePlace(context.job.place.channel),
    )
