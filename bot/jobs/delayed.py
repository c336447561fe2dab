"""Something that is done only where a block of work takes a while, beside it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Timer

SAY_AFTER = 2.0
"""Seconds: after that somebody who waits is told that it takes a while."""


class Delayed:
    """Calls `do` in a thread of its own, unless it is stopped before."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._timer = Timer(SAY_AFTER, do)
        self._timer.daemon = True

    def start(self) -> None:
        """From now on the time counts."""
        self._timer.start()

    def stop(self) -> None:
        """Nothing begins any more; what has begun is waited for."""
        self._timer.cancel()
        if self._timer.ident is not None:
            self._timer.join()
