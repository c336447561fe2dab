"""The App Home of who pressed something in it, drawn anew once that is done."""

from __future__ import annotations

from bot.core.jobs import Job
from bot.jobs.context import Context
from bot.slack.home_state import state_of


def refresh_home(context: Context, metadata: str) -> None:
    """`metadata` is that of the home that they saw; "" where they pressed elsewhere."""
    if metadata:
        what = state_of(metadata)
        context.queue.send(Job(context.new_id(), context.job.place, what))
