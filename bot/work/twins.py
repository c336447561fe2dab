"""One alert can reach a channel twice: posted by us, and by another app that serves the topic too.

A post of another app looks for our own thread of that alert (`twin` with Origin.ALERT), which gives
way where the two came at once (bot/work/alerts/yielding.py); before we post one ourselves, we look
for the thread under the other app's post (Origin.POST) and follow up there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.thread import Origin, Thread
from bot.store.threads import Threads

TOGETHER = timedelta(minutes=10)
"""Two threads of one budget that begin within it are about one alert."""


AT_ONCE = 120.0
"""Seconds between the two posts of one alert: SNS serves both apps in the same moment."""


def at_once(thread: Thread, channel: str, ts: str) -> bool:
    """Whether a thread's first message and this one came to the same channel at once."""
    try:
        apart = abs(float(thread.ts) - float(ts))
    except ValueError:
        return False
    return thread.channel == channel and apart <= AT_ONCE


def twin(  # noqa: PLR0913, PLR0917 (which budget, where, when)
    threads: Threads, account: str, budget: str, channel: str, origin: Origin, now: datetime
) -> Thread | None:
    """The thread of that origin about the same alert in the same channel. Raises StoreError."""
    return next(
        (
            one
            for one in threads.of_budget(account, budget)
            if one.origin is origin
            and one.channel == channel
            and one.ts
            and not one.moved_to
            and abs(now - one.opened) <= TOGETHER
        ),
        None,
    )
