"""Trouble to order, for some requests or for all."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass

from playground.tickets.wire import Request


@dataclass(slots=True)
class Fault:
    """What goes wrong with a system's requests.

    `system` is "github", "jira", "servicenow" or "*"; `method` an HTTP method or "*"; `path` a
    regular expression, found in the path behind the system's part. `delay` (seconds) comes first,
    or `held`: nothing until that is set.
    `status` is answered in place of the system's own answer, with `retry_after` as its header: 429,
    403 (GitHub's second limit), 500, 503. `after` lets the system do its work first. `drop` closes
    the connection without an answer, `cut` in the middle of one. `token` has the request's token
    taken for one that has "ended" or is "read-only". `times` is how many requests it hits, None for
    all.
    """

    system: str = "*"
    method: str = "*"
    path: str = ""
    status: int = 0
    retry_after: int | None = None
    delay: float = 0.0
    held: threading.Event | None = None
    after: bool = False
    drop: bool = False
    cut: bool = False
    token: str = ""
    times: int | None = 1

    def __post_init__(self) -> None:
        if self.token not in {"", "ended", "read-only"}:
            raise ValueError(f"token is ended or read-only, not {self.token!r}")
        if self.retry_after is not None and not self.status:
            self.status = 429
        re.compile(self.path)

    def hits(self, system: str, request: Request) -> bool:
        """Whether it is about this request."""
        return (
            self.system in {"*", system}
            and self.method in {"*", request.method}
            and re.search(self.path, request.path) is not None
        )


class Faults:
    """The faults that are waiting for a request."""

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

    def take(self, system: str, request: Request) -> Fault | None:
        """The first fault that hits this request, used up once; None for none."""
        with self._lock:
            for fault in self._waiting:
                if fault.hits(system, request):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._waiting.remove(fault)
                    return fault
        return None
