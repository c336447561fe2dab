"""The queue of a laptop: threads in this process, behind the protocol that SQS will have too.

A job travels as JSON here as well, so that nothing gets used to handing objects over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Timer

from bot.core.jobs import Job, dumps, loads
from bot.worker.fair_order import FairOrder

THREADS = 8
_log = logging.getLogger(__name__)
Work = Callable[[Job], None]
Failed = Callable[[Job, BaseException], None]


class LocalQueue:
    """Works on jobs as soon as they are due, several at once. Close it at the end.

    Nobody waits behind another one's many (`FairOrder`), and what somebody asks again while the
    same still waits is not asked twice. A delay costs no worker: a timer hands the job over. Jobs
    still waiting when the queue closes are lost, as everything in this process is, and the log
    names them.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="worker")
        self._changed = Condition()
        self._order = FairOrder()
        self._running = 0
        self._pending = 0
        self._timers: dict[Timer, Job] = {}
        self._closed = False
        self._work: Work | None = None
        self._failed: Failed | None = None

    def start(self, work: Work, failed: Failed) -> None:
        """Set what is done with a job, and what where that raises. Before the first `send`."""
        self._work, self._failed = work, failed

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take a job. Raises RuntimeError once the queue is closed or before it is started."""
        if self._work is None:
            raise RuntimeError("The queue was not started.")
        copy = loads(dumps(job))
        with self._changed:
            if self._closed:
                raise RuntimeError("The queue is closed.")
            like = self._order.answers(copy)
            if like:
                _log.info("Job %s (%s) is answered with job %s", job.id, job.kind, like.id)
                return
            self._pending += 1
            if delay_seconds > 0:
                self._delay(copy, delay_seconds)
                return
            self._order.add(copy)
        self._begin()

    def send_all(self, jobs: Sequence[Job]) -> None:
        """Take these jobs. Raises as `send` does."""
        for job in jobs:
            self.send(job)

    def drain(self, timeout: float) -> bool:
        """Wait until no job is left, delayed ones included; False where that takes too long."""
        until = time.monotonic() + timeout
        with self._changed:
            while self._pending:
                if not self._changed.wait(until - time.monotonic()):
                    return False
        return True

    def close(self) -> None:
        """Take no more jobs, let the running ones end, drop those that wait."""
        with self._changed:
            self._closed = True
            delayed = dict(self._timers)
            self._timers.clear()
            dropped = [*delayed.values(), *self._order.drop()]
        for timer in delayed:
            timer.cancel()
            timer.join()
        for job in dropped:
            _log.warning("Dropped job %s (%s), which was still to come", job.id, job.kind)
            self._done()
        self._pool.shutdown(wait=True)

    def _delay(self, job: Job, seconds: int) -> None:
        timer = Timer(seconds, lambda: self._due(timer))
        timer.daemon = True
        self._timers[timer] = job
        timer.start()

    def _due(self, timer: Timer) -> None:
        with self._changed:
            job = self._timers.pop(timer, None)
            if job is not None:
                self._order.add(job)
        self._begin()

    def _begin(self) -> None:
        """Hand over whatever may run now."""
        for job in self._next():
            self._pool.submit(self._run, job)

    def _next(self) -> Iterator[Job]:
        while True:
            with self._changed:
                job = self._order.next() if self._running < self._threads else None
                if job is None:
                    return
                self._running += 1
            yield job

    def _run(self, job: Job) -> None:
        """Whatever the work raises is handed over, and the next job is done."""
        assert self._work is not None and self._failed is not None  # noqa: S101  # `send` has looked
        try:
            self._work(job)
        except Exception as error:  # noqa: BLE001  # it is not hidden: `failed` gets it
            self._failed(job, error)
        finally:
            with self._changed:
                self._order.done(job)
                self._running -= 1
            self._begin()
            self._done()

    def _done(self) -> None:
        with self._changed:
            self._pending -= 1
            self._changed.notify_all()
