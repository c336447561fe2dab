"""Where a change is told: where its button was pressed, or, for the App Home, where people talk of
its budget.
"""

from __future__ import annotations

from bot.core.change.change import ChangePlace
from bot.core.jobs.changes import Preview
from bot.jobs.context import Context
from bot.jobs.routes import destination
from bot.jobs.threads import open_threads
from bot.slack.reach import unless_refused
from bot.store.answers import Answer


def place_of(context: Context, what: Preview, answer: Answer) -> ChangePlace:
    """Raises SlackError to be tried again, StoreError."""
    here = context.job.place
    if here.channel:
        return ChangePlace(here.channel, what.ts or answer.ts, here.thread)
    return _from_home(context, answer, what.home)


def _from_home(context: Context, answer: Answer, seen: str) -> ChangePlace:
    """Under the newest post about the budget in its channel for alerts. Without one in that channel
    where others have to approve, else in the direct message with who asked.
    """
    channel = destination(context, answer.account, answer.budget).channel
    user = context.job.place.user
    threads = open_threads(context.store.threads, answer.account, answer.budget)
    under = next((one.ts for one in threads if one.channel == channel), "")
    if channel and (under or context.settings.approvals):
        return ChangePlace(channel, under, home=True, seen=seen)
    direct = unless_refused("the direct message", lambda: context.slack.direct(user))
    return ChangePlace(direct or user, home=True, seen=seen)
