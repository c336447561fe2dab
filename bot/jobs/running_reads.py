"""Reads of budgets' paths that run in this process: who asks for one meanwhile gets the same."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock

from bot.core.model.path import Facts

_log = logging.getLogger(__name__)


class RunningReads:
    """At most one read of one budget at a time; every job that wants it answers for itself.

    Only the read is shared, never the answer: a job that comes when the first one was answered
    already has what it waited for all the same. Any thread may use it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: dict[tuple[str, str], Future[Facts]] = {}

    def facts(self, account: str, name: str, read: Callable[[], Facts]) -> Facts:
        """What the read that runs finds, or `read` where none does. Raises what that one raises."""
        mine = Future[Facts]()
        with self._lock:
            running = self._running.setdefault((account, name), mine)
        if running is not mine:
            _log.info("The read of %r in %s that runs is waited for", name, account)
            return running.result()
        try:
            mine.set_result(read())
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._running[account, name]
        return mine.result()
