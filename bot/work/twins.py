"""One alert can reach a channel twice: posted by us, and by another app that serves the topic too.

Whoever comes second leaves it alone. A post of another app looks for our own thread of that alert
(`twin` with Origin.ALERT); before we post one ourselves, we look for the thread under the other
app's post (Origin.POST) and follow up there. SNS serves both at once, so that our own post had
better wait some seconds first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.thread import Origin, Thread
from bot.store.threads import Threads

TOGETHER = timedelta(minutes=10)
"""Two threads of one budget that begin within it are about one alert."""


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
            and abs(now - one.opened) <= TOGETHER
        ),
        None,
    )
