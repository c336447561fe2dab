"""Delayed jobs of a test: the clock goes to them, and nobody waits for them."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from bot.core.jobs import Job, JobQueue

Skip = Callable[[float], None]
"""Lets so many seconds pass."""


class Delays:
    """Keeps the delayed jobs of all queues, in the order in which they are due.

    `now` is the test's clock, `skip` moves every clock of the test on.
    """

    def __init__(self, now: Callable[[], datetime], skip: Skip) -> None:
        self._now, self._skip = now, skip
        self._lock, self._order = Lock(), itertools.count()
        self._waiting: list[tuple[datetime, int, JobQueue, Job]] = []

    def keep(self, queue: JobQueue, job: Job, seconds: int) -> None:
        """The job is for this queue, in so many seconds."""
        due = self._now() + timedelta(seconds=seconds)
        with self._lock:
            heapq.heappush(self._waiting, (due, next(self._order), queue, job))

    def hand_over(self) -> bool:
        """Go to the time of the job that is due first, and queue it; False where there is none."""
        with self._lock:
            if not self._waiting:
                return False
            due, _, queue, job = heapq.heappop(self._waiting)
        if (ahead := (due - self._now()).total_seconds()) > 0:
            self._skip(ahead)
        queue.send(job)
        return True
