"""The App Home in which a change was asked for, drawn anew once it is known what became of it."""

from __future__ import annotations

from bot.core.jobs import Job, Place
from bot.core.jobs.changes import ShowOutcome
from bot.core.jobs.home import Home
from bot.jobs.context import Context
from bot.jobs.registry import handles

_AFTER = 2
"""Seconds, within which the verdict is kept that the change left."""


@handles(ShowOutcome)
def redraw_home(context: Context, what: ShowOutcome) -> None:
    """Leave the job that draws it. Raises StoreError."""
    change = context.store.changes.get(what.change)
    if change and change.place.home:
        place = Place(context.settings.team_id, change.requester, "")
        context.queue.send(Job(context.new_id(), place, Home(0, "", "", "")), _AFTER)
