"""What AWS tells of itself: which jobs an event of Lambda `events` becomes.

One file per source; each takes an event and gives the jobs, or None for what is not its own. Every
event can come several times and out of order, so a job's id is that of its event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.jobs import Job
from bot.events import cloudtrail, opsitems, organization, schedule, sns, sweep

Event = Mapping[str, object]
Taker = Callable[[Event, str], tuple[Job, ...] | None]
_TAKERS: tuple[Taker, ...] = (
    schedule.take,
    sns.take,
    sweep.take,
    organization.take,
    cloudtrail.take,
    opsitems.take,
)


def jobs_of(event: Event, id: str) -> tuple[Job, ...] | None:
    """The jobs for an event, `id` being the request's; None for one that nothing here takes."""
    taken = (take(event, id) for take in _TAKERS)
    return next((jobs for jobs in taken if jobs is not None), None)
