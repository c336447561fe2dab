"""The buttons under an alert: Acknowledge, and Check again."""

from __future__ import annotations

from bot.core.jobs.alerts import Acknowledge, AlertAgain
from bot.core.thread import Thread
from bot.features.alert.first_post import redraw
from bot.features.alert.view import alert_view, renderer
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text

_ATTEMPTS = 4
_UNKNOWN = (
    "budget-check does not know this alert any more. Use /budget-check with the budget's name."
)
_BUSY = "This alert is being worked on: press the button again."


@handles(Acknowledge)
def acknowledge(context: Context, what: Acknowledge) -> None:
    """Write down who acknowledged it, the first counts, and show that in the first message."""
    user = context.job.place.user
    for _ in range(_ATTEMPTS):
        thread = _known(context, what.thread)
        if thread is None:
            return
        kept = thread if thread.acknowledged_by else _step(context, thread, user)
        if kept:
            if kept.acknowledged_by != user:
                reply_text(context, "Somebody else has acknowledged this alert already.")
            _draw(context, kept)
            return
    reply_text(context, _BUSY)


@handles(AlertAgain)
def check_again(context: Context, what: AlertAgain) -> None:
    """Read the budget's path once more, and draw the alert anew."""
    thread = _known(context, what.thread)
    if thread:
        _draw(context, thread)


def _step(context: Context, thread: Thread, user: str) -> Thread | None:
    return context.store.threads.step(thread, acknowledged_by=user)


def _known(context: Context, id: str) -> Thread | None:
    """The alert's thread; None, and the person told, where it is gone."""
    thread = context.store.threads.get(id)
    if thread is None:
        reply_text(context, _UNKNOWN)
    return thread


def _draw(context: Context, thread: Thread) -> None:
    view = alert_view(context, thread.account, thread.budget)
    keep_verdict(context, view.report)
    redraw(context, thread, renderer(context, view, f"{context.job.id}.{context.job.attempt}"))
