"""The local Slack's clock, which tests can move: it expires trigger_ids and response_urls."""

from __future__ import annotations

import time


class Clock:
    """Seconds since the epoch. Stands still at `start` where one is given, else runs.

    Requests to the app are signed with the machine's own time, not with this clock: Bolt compares
    them with its own.
    """

    def __init__(self, start: float | None = None) -> None:
        self._start = start
        self._ahead = 0.0

    def now(self) -> float:
        """The time here."""
        return (time.time() if self._start is None else self._start) + self._ahead

    def advance(self, seconds: float) -> None:
        """Moves the time on, by any number of seconds."""
        self._ahead += seconds
