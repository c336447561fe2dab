"""The engine's own jobs: ids only, in the name of who asked."""

from __future__ import annotations

from bot.core.change import Change
from bot.core.jobs import Job, Place
from bot.core.jobs.changes import Apply, Recheck, Settle
from bot.work.mend.means import Means


def apply_job(means: Means, change: Change) -> Job:
    """Carry the approved change out."""
    return Job(means.new_id(), _place(change), Apply(change.id))


def settle_job(means: Means, change: Change) -> Job:
    """Finish, or end, what a worker left that is gone."""
    return Job(means.new_id(), _place(change), Settle(change.id))


def recheck_job(means: Means, change: Change) -> Job:
    """Look again whether the change is verified."""
    return Job(means.new_id(), _place(change), Recheck(change.id))


def _place(change: Change) -> Place:
    return Place(team="", user=change.requester, channel=change.place.channel)
