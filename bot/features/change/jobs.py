"""The jobs that budget-check leaves for itself: carry a change on, look again, tell."""

from __future__ import annotations

import logging

from bot.core.jobs.changes import Apply, Due, Recheck, Settle, Told
from bot.features.change.buttons import carry_on
from bot.features.change.engine import Mender, mender_of
from bot.features.change.events import News, What
from bot.features.change.thread import story_of
from bot.jobs.context import Desk

_log = logging.getLogger(__name__)


def apply(desk: Desk, what: Apply) -> None:
    """Carry an approved change out."""
    mender = _mender(desk)
    if mender:
        carry_on(desk, mender.apply(what.change))


def settle(desk: Desk, what: Settle) -> None:
    """Finish, or end, what a worker left that is gone."""
    mender = _mender(desk)
    if mender:
        carry_on(desk, mender.settle(what.change))


def recheck(desk: Desk, what: Recheck) -> None:
    """Look again at a change that could not be verified."""
    mender = _mender(desk)
    if mender:
        carry_on(desk, mender.recheck(what.change))


def due(desk: Desk, _what: Due) -> None:
    """Do what is due by now."""
    mender = _mender(desk)
    if mender:
        mender.due()


def told(desk: Desk, what: Told) -> None:
    """Tell what Slack did not take at first. Raises SlackError to be tried again."""
    office = desk.office
    change = office.changes.get(what.change) if office else None
    if office is None or office.writing is None or change is None:
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
    story_of(desk, office).write(news, change, what.mark)


def _mender(desk: Desk) -> Mender | None:
    mender = mender_of(desk)
    if mender is None:
        _log.error("Job %s (%s) came to a worker that may not write", desk.job.id, desk.job.kind)
    return mender
