"""Events on their way to one function: one behind the other, tried again where it is refused."""

import json
import queue
import threading
import time
import urllib.error
import urllib.request
from typing import Any

_PAUSES = (0.1, 0.3, 1.0, 2.0)
"""Seconds before each further try. Lambda itself tries an asynchronous event twice more, minutes
later: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""
_WITHIN = 60.0
# What listens is on this machine: a proxy of the shell's must never be asked.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
Event = dict[str, Any]


class Postbox:
    """POSTs each event as JSON to `url`, in the order it came; nobody waits for it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sent: list[Event] = []
        """What was handed over or given up: the event, `outcome` taken or lost, and `at`."""
        self._waiting: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="postbox", daemon=True).start()

    def put(self, event: Event) -> None:
        """Leave an event."""
        self._waiting.put(event)

    def close(self) -> None:
        """Send nothing more, not even what waits."""
        self._closed.set()
        self._waiting.put({})

    def _run(self) -> None:
        while True:
            event = self._waiting.get()
            if self._closed.is_set():
                return
            outcome = "taken" if self._taken(event) else "lost"
            self.sent.append({"event": event, "outcome": outcome, "at": time.time()})

    def _taken(self, event: Event) -> bool:
        body = json.dumps(event).encode()
        for pause in (*_PAUSES, None):
            if self._try(body):
                return True
            if pause is None or self._closed.wait(pause):
                break
        return False

    def _try(self, body: bytes) -> bool:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310 (loopback, checked)
        try:
            with _OPENER.open(request, timeout=_WITHIN) as answer:
                return bool(answer.status < 300)
        except (OSError, urllib.error.HTTPError):
            return False
