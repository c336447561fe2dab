"""A budget that is snoozed no more and still does not alert: its check, posted as an answer."""

from __future__ import annotations

from dataclasses import replace

from bot.core.jobs import Place
from bot.core.jobs.snooze_ends import TellAgain
from bot.features.check.answer import post_answer
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.routes import destination


@handles(TellAgain)
def tell(context: Context, what: TellAgain) -> None:
    """In its channel for alerts; where there is none, or it takes nothing, to who snoozed it.

    Raises StoreError.
    """
    report = context.report(what.account, what.budget)
    channel = destination(context, what.account, what.budget).channel
    place = Place(context.settings.team_id, what.asked_by, channel)
    here = replace(context, job=replace(context.job, place=place))
    post_answer(here, report, note=what.note)
    keep_verdict(context, report)
