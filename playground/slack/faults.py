"""Trouble to order: errors, rate limits, outages and slow answers, for some calls or for all."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from playground.slack.errors import SlackError


@dataclass(slots=True)
class Fault:
    """What goes wrong with a method ("chat.postMessage", "response_url", "*" for all).

    `error` is answered as Slack answers it; `status` 500 or 503 is an outage; `retry_after` makes
    it a rate limit (429); `delay` comes first, or `held`: nothing until that is set. `after` lets
    the method do its work and fails only then, `drop` closes the connection without an answer:
    together, the ambiguous failure. `times` is how many calls it hits, None for all.
    """

    method: str = "*"
    error: str = ""
    status: int = 200
    retry_after: int | None = None
    delay: float = 0.0
    held: threading.Event | None = None
    times: int | None = 1
    after: bool = False
    drop: bool = False

    @property
    def refusal(self) -> SlackError | None:
        """What the caller gets instead of its answer; None where the fault is only a delay."""
        if self.retry_after is not None:
            return ratelimited(self.retry_after)
        if self.error or self.status >= 400:
            return SlackError(self.error or "internal_error", status=self.status)
        return None


def ratelimited(seconds: int) -> SlackError:
    """HTTP 429 with Retry-After."""
    return SlackError("ratelimited", status=429, headers={"Retry-After": str(seconds)})


class Faults:
    """The faults that are waiting for a call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Puts a fault at the end of the line."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """No more trouble."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The first fault for this method, used up once; None for none."""
        with self._lock:
            for fault in self._waiting:
                if fault.method in {method, "*"}:
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._waiting.remove(fault)
                    return fault
        return None
