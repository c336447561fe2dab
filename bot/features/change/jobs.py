"""The jobs that budget-check leaves for itself: carry a change on, look again, tell."""

from __future__ import annotations

import logging

from bot.core.jobs.changes import Apply, Due, Recheck, Settle, Told
from bot.features.change.buttons import carry_on
from bot.features.change.engine import mender_of
from bot.features.change.events import News, What
from bot.features.change.thread import story_of
from bot.jobs.context import Context
from bot.jobs.registry import handles

_log = logging.getLogger(__name__)


@handles(Apply)
def apply(context: Context, what: Apply) -> None:
    """Carry an approved change out."""
    carry_on(context, mender_of(context).apply(what.change))


@handles(Settle)
def settle(context: Context, what: Settle) -> None:
    """Finish, or end, what a worker left that is gone."""
    carry_on(context, mender_of(context).settle(what.change))


@handles(Recheck)
def recheck(context: Context, what: Recheck) -> None:
    """Look again at a change that could not be verified."""
    carry_on(context, mender_of(context).recheck(what.change))


@handles(Due)
def due(context: Context, _what: Due) -> None:
    """Do what is due by now."""
    mender_of(context).due()


@handles(Told)
def told(context: Context, what: Told) -> None:
    """Tell what Slack did not take at first. Raises SlackError to be tried again."""
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody can tell %r", what.change, what.what)
        return
    ask = tuple(one for one in what.ask.split(",") if one)
    news = News(
        What(what.what),
        what.says,
        change.id,
        change,
        what.who,
        ask=ask,
        missing=what.missing,
    )
    story_of(context).write(news, change, what.mark)
