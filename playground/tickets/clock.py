"""The clock of the three systems, which tests can move: tokens end by it."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Stands still at `start` (seconds since the epoch) where one is given, else runs."""

    def __init__(self, start: float | None = None) -> None:
        self._start = start
        self._ahead = 0.0

    def seconds(self) -> float:
        """Seconds since the epoch, here."""
        return (time.time() if self._start is None else self._start) + self._ahead

    def now(self) -> datetime:
        """The time here, in UTC and in whole seconds, as all three systems tell it."""
        return datetime.fromtimestamp(int(self.seconds()), UTC)

    def advance(self, seconds: float) -> None:
        """Moves the time on."""
        self._ahead += seconds

    def reset(self) -> None:
        """Takes back every `advance`."""
        self._ahead = 0.0
