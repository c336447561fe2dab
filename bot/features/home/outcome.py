"""The App Home in which a change was asked for, drawn anew once it is known what became of it."""

from __future__ import annotations

from bot.core.jobs.change_steps import ShowOutcome
from bot.jobs.context import Context
from bot.jobs.home import show_in_home
from bot.jobs.registry import handles

_AFTER = 2
"""Seconds, within which the verdict is kept that the change left."""


@handles(ShowOutcome)
def redraw_home(context: Context, what: ShowOutcome) -> None:
    """Leave the job that draws it. Raises StoreError."""
    change = context.store.changes.get(what.change)
    if change:
        show_in_home(context, change, _AFTER)
