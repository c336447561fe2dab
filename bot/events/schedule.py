"""The schedule looks for what is due: changes, threads, snoozes, pull requests, the digest, what is
not said, organisations to be listed, and accounts to be swept; a laptop sweeps by itself
(bot/cli/serve.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import Remind
from bot.core.jobs.change_steps import RunDue
from bot.core.jobs.digest import DigestDue
from bot.core.jobs.organization import ListsDue
from bot.core.jobs.outbox import SendDue
from bot.core.jobs.pull_requests import LookAtPullRequests
from bot.core.jobs.snooze_ends import EndSnoozes
from bot.core.jobs.ticket_states import TicketsDue
from bot.core.jobs.watch import SweepDue

SCHEDULE = "budget-check.schedule"
LOOKS = 2
"""So many more times a tick looks for what is not said. EventBridge Scheduler calls at any second
of the minute that it is told (its user guide, "Schedule types"), so two ticks can lie two minutes
apart.
"""


def take(event: Mapping[str, object], id: str) -> tuple[Job, ...] | None:
    """The jobs of one tick. An event that Lambda hands over twice leaves the same jobs."""
    if event.get("source") != SCHEDULE:
        return None
    return (*ticks(id, LOOKS), Job(f"{id}.sweeps", NOBODY, SweepDue()))


def ticks(id: str, again: int = 0) -> tuple[Job, ...]:
    """What every tick asks for; the first needs a worker that may mend.

    What is not said is looked for `again` so many times; a laptop's ticks are even, and need none.
    """
    return (
        Job(id, NOBODY, RunDue()),
        Job(f"{id}.remind", NOBODY, Remind()),
        Job(f"{id}.messages", NOBODY, SendDue(again)),
        Job(f"{id}.snoozes", NOBODY, EndSnoozes()),
        Job(f"{id}.pull-requests", NOBODY, LookAtPullRequests()),
        Job(f"{id}.digest", NOBODY, DigestDue()),
        Job(f"{id}.tickets", NOBODY, TicketsDue()),
        Job(f"{id}.organizations", NOBODY, ListsDue()),
    )
