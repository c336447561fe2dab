"""The schedule: it looks for what is due: among the changes, the threads and what is not said."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alerts import Remind
from bot.core.jobs.changes import RunDue
from bot.core.jobs.outbox import SendDue

SCHEDULE = "budget-check.schedule"


def take(event: Mapping[str, object], id: str) -> tuple[Job, ...] | None:
    """The jobs of one tick. An event that Lambda hands over twice leaves the same jobs."""
    return ticks(id) if event.get("source") == SCHEDULE else None


def ticks(id: str) -> tuple[Job, ...]:
    """What every tick asks for; the first needs a worker that may mend."""
    return (
        Job(id, NOBODY, RunDue()),
        Job(f"{id}.remind", NOBODY, Remind()),
        Job(f"{id}.messages", NOBODY, SendDue()),
    )
