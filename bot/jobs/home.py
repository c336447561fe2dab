"""The App Home, drawn anew once what somebody pressed in it is done."""

from __future__ import annotations

from bot.core.change.change import Change
from bot.core.jobs import Job, Place
from bot.jobs.context import Context
from bot.slack.home_state import state_of


def refresh_home(context: Context, metadata: str) -> None:
    """`metadata` is that of the home that they saw; "" where they pressed elsewhere."""
    if metadata:
        what = state_of(metadata)
        context.queue.send(Job(context.new_id(), context.job.place, what))


def show_in_home(context: Context, change: Change, delay: int = 0) -> None:
    """What it showed to who asked for the change, where they asked there; after `delay` seconds."""
    if change.place.home:
        place = Place(context.settings.team_id, change.requester, "")
        context.queue.send(Job(context.new_id(), place, state_of(change.place.seen)), delay)
