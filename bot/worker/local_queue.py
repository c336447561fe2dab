"""The queue of a laptop: threads in this process, behind the protocol that SQS will have too.

A job travels as JSON here as well, so that nothing gets used to handing objects over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition, Timer

from bot.core.jobs import Job, dumps, loads

_log = logging.getLogger(__name__)
Work = Callable[[Job], None]
Failed = Callable[[Job, BaseException], None]


class LocalQueue:
    """Works on jobs as soon as they are due, several at once. Close it at the end.

    A delay costs no worker: a timer hands the job over. Jobs still waiting when the queue closes
    are lost, as everything in this process is, and the log names them.
    """

    def __init__(self, threads: int = 8) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="worker")
        self._changed = Condition()
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
            self._pending += 1
            if delay_seconds > 0:
                self._delay(copy, delay_seconds)
                return
        self._submit(copy)

    def drain(self, timeout: float) -> bool:
        """Wait until no job is left, delayed ones included; False where that takes too long."""
        until = time.monotonic() + timeout
        with self._changed:
            while self._pending:
                if not self._changed.wait(until - time.monotonic()):
                    return False
        return True

    def close(self) -> None:
        """Take no more jobs, let the running ones end, drop the delayed ones."""
        with self._changed:
            self._closed = True
            waiting = dict(self._timers)
            self._timers.clear()
        for timer, job in waiting.items():
            timer.cancel()
            timer.join()
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
            self._submit(job)

    def _submit(self, job: Job) -> None:
        assert self._work is not None  # noqa: S101  # `send` has looked
        self._pool.submit(self._work, job).add_done_callback(lambda done: self._finish(job, done))

    def _finish(self, job: Job, done: Future[None]) -> None:
        """Called by the pool; what the work raised is in the future, whatever it is."""
        try:
            error = done.exception()
            if error is not None and self._failed is not None:
                self._failed(job, error)
        finally:
            self._done()

    def _done(self) -> None:
        with self._changed:
            self._pending -= 1
            self._changed.notify_all()
