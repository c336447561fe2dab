"""The App Home of one person: drawn when it is opened, turned, narrowed, and around a check."""

from __future__ import annotations

import logging
from functools import partial

from bot.core.jobs.home import Home, HomeCheck
from bot.core.model.read import ReadFailed
from bot.core.texts import unread as reads
from bot.core.texts.accounts import GONE
from bot.core.texts.home import NO_TABLES
from bot.core.texts.verdict import verdict_title
from bot.features.check.last_verdict import keep_verdict
from bot.features.home.board import board
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.slack.home_state import state_of
from bot.slack.reach import can_do_without, publish_home
from bot.slack.render.home import home_view, text_view
from bot.slack.render.parts import Json
from bot.slack.render.texts import mark, unread

_log = logging.getLogger(__name__)


@handles(Home)
def home(context: Context, what: Home) -> None:
    """Show what is known. Raises SlackError where the job has to be tried again, and StoreError."""
    show(context, what, what.hash)


@handles(HomeCheck)
def home_check(context: Context, what: HomeCheck) -> None:
    """Check the budget, saying so where it was pressed, and show there what came of it.

    Raises as `home`.
    """
    shown = f"{what.account} {what.budget}"
    wanted = state_of(what.home)._replace(shown=shown, at=what.at, find="")
    hash = _say_checking(context, wanted, what.hash)
    note = _checked(context, what)
    show(context, wanted, hash, note)


def show(context: Context, wanted: Home, hash: str, note: str = "") -> None:
    """Publish; where something else was published since, draw anew, for it may have been newer."""
    user = context.job.place.user
    if publish_home(context.slack, user, _draw(context, wanted, note), hash) is None:
        publish_home(context.slack, user, _draw(context, wanted, note))


def _say_checking(context: Context, wanted: Home, hash: str) -> str:
    """The hash of the home that says so. Nobody is kept from a check by a home that does not."""
    view = _draw(context, wanted, checking=True)
    show = partial(publish_home, context.slack, context.job.place.user, view, hash)
    shown = can_do_without("a home that says that it checks", show, None)
    return hash if shown is None else shown


def _checked(context: Context, what: HomeCheck) -> str:
    """Check, and keep what came of it: "", but for why it could not be done, and for what came of
    it where nothing is remembered.
    """
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        return unread(reads.THIS_ACCOUNT, directory)
    account = directory.find(what.account)
    if account is None:
        return GONE.format(account=what.account, budget=what.budget)
    report = context.report(account.id, what.budget)
    keep_verdict(context, report)
    _log.info("Job %s: %r is %s", context.job.id, report.budget, report.verdict.value)
    said = f"{mark(report.verdict)} {verdict_title(report.budget, report.verdict)}."
    return "" if context.tables else said


def _draw(context: Context, wanted: Home, note: str = "", *, checking: bool = False) -> Json:
    if context.tables is None:
        return text_view(context.job.id, "\n".join(text for text in (note, NO_TABLES) if text))
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        return text_view(context.job.id, unread(reads.ACCOUNTS, directory))
    drawn = board(context, directory, wanted, note, checking=checking)
    return home_view(context.job.id, drawn)
