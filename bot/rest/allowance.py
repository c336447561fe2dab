"""So many seconds for all requests of one act."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from bot.rest.http import Asked, Failure, Http, Request

ACT = 75.0
"""Seconds: half of what a worker has (150), which has read from AWS before."""


LEAST = 5.0
"""Seconds: what makes something is not begun with less, for its answer would be lost."""


class Allowance:
    """An Http through which an act sends: a request that no time is left for is not sent."""

    def __init__(
        self, http: Http, seconds: float = ACT, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._http = http
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def send(self, request: Request) -> Asked:
        """The answer, or why there is none. Never raises."""
        left = self._end - self._monotonic()
        if left <= (0 if request.safe else LEAST):
            return Failure.UNSENT
        return self._http.send(replace(request, seconds=min(request.seconds, left)))
