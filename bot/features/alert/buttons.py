"""The buttons under an alert: Acknowledge, and Check again."""

from __future__ import annotations

from bot.core.jobs.alerts import Acknowledge, AlertAgain
from bot.core.outgoing import Outgoing
from bot.core.texts import alert as texts
from bot.core.thread import Thread
from bot.features.alert.first_post import first_message, redraw
from bot.features.alert.lines import step_and_say
from bot.features.alert.view import alert_view
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text


@handles(Acknowledge)
def acknowledge(context: Context, what: Acknowledge) -> None:
    """Write down who acknowledged it, the first counts, and show that in the first message."""
    user, thread = context.job.place.user, _known(context, what.thread)
    if thread is None:
        return

    def shown(one: Thread) -> tuple[Outgoing, ...]:
        return (first_message(context, one),)

    stands = step_and_say(
        context, thread, lambda one: bool(one.acknowledged_by), shown, acknowledged_by=user
    )
    if not stands.acknowledged_by:
        reply_text(context, texts.IN_WORK)
    elif stands.acknowledged_by != user:
        reply_text(context, texts.ANOTHER_HAS)
    if stands.version == thread.version:
        _draw(context, stands)


@handles(AlertAgain)
def check_again(context: Context, what: AlertAgain) -> None:
    """Read the budget's path once more, and draw the alert anew."""
    thread = _known(context, what.thread)
    if thread:
        _draw(context, thread)


def _known(context: Context, id: str) -> Thread | None:
    """The alert's thread; None, and the person told, where it is gone, or of an account that they
    may not see.
    """
    thread = context.store.threads.get(id)
    if thread is None:
        reply_text(context, texts.NOT_KNOWN)
        return None
    return None if is_hidden(context, thread.account) else thread


def _draw(context: Context, thread: Thread) -> None:
    view = alert_view(context, thread.account, thread.budget)
    keep_verdict(context, view.report)
    redraw(context, [thread], view.facts)
