"""What was changed between the reading of a budget and the keeping of what was read.

A change checks again what is known to hang on its topic or key (`bot.features.watch`). Of a record
that is the first to name them it knew nothing: so whoever keeps one looks for changes since it was
read. A change is written down before it looks for records, and a record before this looks for
changes, each read consistently: one of the two sees the other.
"""

from __future__ import annotations

from datetime import datetime

from bot.core.affected import Dependent
from bot.jobs.context import Context
from bot.jobs.watch import watch_job
from bot.store.verdicts import Watched

SETTLE = 5
"""Seconds: what one deployment changes within them is seen, and told, by one check."""


def check_what_changed(context: Context, kept: Watched | None) -> None:
    """Leave a job to check a record again whose topics and keys were changed since it was read.

    Raises StoreError, and QueueError.
    """
    if not kept or not kept.linked:
        return
    one = kept.record
    changes = context.store.resource_changes.about((), kept.linked, _second(one.checked_at))
    if changes:
        again = Dependent(one.account, one.budget)
        context.queue.send(watch_job(changes[0].event, again, context.clock()), SETTLE)


def _second(at: datetime) -> datetime:
    """The time of an event of CloudTrail has no parts of a second."""
    return at.replace(microsecond=0)
