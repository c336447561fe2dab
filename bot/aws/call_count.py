"""How many calls a piece of work made at AWS, each attempt of a retried one included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.client import BaseClient


class Tally:
    """A count that threads add to."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.calls = 0

    def add(self) -> None:
        """One call more."""
        with self._lock:
            self.calls += 1


_TALLY: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tally() -> Iterator[Tally]:
    """Count every call to AWS inside, on whatever thread of the pool."""
    counted = Tally()
    token = _TALLY.set(counted)
    try:
        yield counted
    finally:
        _TALLY.reset(token)


def count_calls(client: BaseClient) -> None:
    """Let this client's calls be counted where somebody counts."""
    client.meta.events.register("request-created", _add)


def _add(**_: object) -> None:
    counted = _TALLY.get()
    if counted:
        counted.add()
