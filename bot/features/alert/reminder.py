"""Still not acknowledged: said once in the thread, however often the schedule comes round."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.core.jobs.alerts import Remind
from bot.core.texts.duration import took
from bot.core.thread import Thread
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_in_thread
from bot.slack.render.thread import line
from bot.store.pages import every

_MEANWHILE = timedelta(minutes=10)
"""As long as that another schedule leaves a thread alone that this one works on."""
_log = logging.getLogger(__name__)


@handles(Remind)
def remind(context: Context, _what: Remind) -> None:
    """Look at what is due. Raises SlackError where the job has to be tried again, StoreError."""
    now, threads = context.clock(), context.store.threads
    # All pages before the first step, which moves the others.
    for thread in tuple(every(lambda cursor: threads.due(now, cursor=cursor))):
        _remind(context, thread)


def _remind(context: Context, thread: Thread) -> None:
    if not thread.ts and thread.posting:
        return  # about to be posted
    claim = context.store.threads.step(thread, context.clock() + _MEANWHILE)
    if claim is None:
        return  # acknowledged just now, or another schedule is at it
    if claim.ts and claim.is_open and not claim.acknowledged_by:
        mark = f"{claim.id}.reminder"
        after = took(context.clock() - claim.opened)
        says = f"⏰ Still not acknowledged, {after} after the alert arrived."
        post_in_thread(context.slack, claim, line(mark, says), mark, unsure=True)
    if context.store.threads.step(claim) is None:
        _log.info("Thread %s moved on while it was reminded of", claim.id)
