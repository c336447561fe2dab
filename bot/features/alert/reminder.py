"""Still not acknowledged: said once in the thread, however often the schedule comes round."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.core.jobs.alert_threads import Remind
from bot.core.outgoing import Outgoing
from bot.core.texts.alert import REMINDER
from bot.core.texts.duration import took
from bot.core.thread import Thread
from bot.features.alert.lines import in_thread
from bot.jobs.context import Context
from bot.jobs.outbox import GIVEN_UP_AFTER, send
from bot.jobs.registry import handles
from bot.store.pages import every

_UNPOSTED = timedelta(minutes=10)
"""Until one is looked at again that is not posted yet."""
_log = logging.getLogger(__name__)


@handles(Remind)
def remind(context: Context, _what: Remind) -> None:
    """Look at what is due. Raises StoreError."""
    now, threads = context.clock(), context.store.threads
    # All pages before the first step, which moves the others.
    for thread in tuple(every(lambda cursor: threads.due(now, cursor=cursor))):
        _remind(context, thread)


def _remind(context: Context, thread: Thread) -> None:
    """The line is kept with the step that takes the thread out of what is due."""
    if not thread.ts:
        waits = context.clock() - thread.opened < GIVEN_UP_AFTER
        later = context.clock() + _UNPOSTED if waits else None
        context.store.threads.step(thread, later)
        return
    made: tuple[Outgoing, ...] = ()
    if thread.is_open and not thread.acknowledged_by:
        says = REMINDER.format(after=took(context.clock() - thread.opened))
        made = (in_thread(context, thread, f"{thread.id}.reminder", says),)
    if context.store.threads.step(thread, says=lambda _: made, reminded=True):
        send(context, made)
    else:
        _log.info("Thread %s moved on just now: the schedule looks again", thread.id)
