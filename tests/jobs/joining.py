"""To see that a job waits for a read that runs, without waiting for a while oneself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore

from bot.jobs import running_reads


class _Joins(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seen = Semaphore(0)

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.release()


@contextmanager
def joining() -> Iterator[Semaphore]:
    """Released by each job that waits for another one's read."""
    log, handler = logging.getLogger(running_reads.__name__), _Joins()
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield handler.seen
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
