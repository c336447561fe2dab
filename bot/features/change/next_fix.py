"""The next fault of a path of which one was mended: its fix, as a button of the outcome."""

from __future__ import annotations

import logging

from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.findings import Status
from bot.core.reference import topic_in
from bot.errors import StoreError
from bot.jobs.context import Context
from bot.slack.render.outcome import NextFix
from bot.store.answers import Answer

_MOST = 10
"""Answers among which that of the change is looked for."""
_log = logging.getLogger(__name__)


def next_fix(context: Context, change: Change) -> NextFix | None:
    """The best fix of what still keeps the alert; None where nothing does, or nothing helps."""
    plan = change.plan
    if change.state is not State.APPLIED or plan.leaves not in {Status.BROKEN, Status.UNKNOWN}:
        return None
    try:
        answer = _answer(context, change)
        if answer is None or plan.topic not in answer.topics:
            return None
        if topic_in(plan.budget):
            return None  # its answer, drawn anew, offers what is left
        offers = context.report(plan.account, plan.budget).fixes_on(plan.topic)
    except StoreError as error:
        _log.warning("Change %s: no next step is offered: %s", change.id, error)
        return None
    if not offers:
        return None
    return NextFix(offers[0], f"{answer.id}.{answer.topics.index(plan.topic)}")


def _answer(context: Context, change: Change) -> Answer | None:
    """The one that the change was asked for under."""
    plan, place = change.plan, change.place
    live = context.store.answers.live(plan.account, plan.budget, context.clock(), _MOST)
    here = (one for one in live if (one.channel, one.ts) == (place.channel, place.message))
    return next(here, None)
