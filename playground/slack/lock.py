"""The workspace's lock, which tells whoever waits when somebody has let go of it."""

from __future__ import annotations

import threading
from types import TracebackType


class Lock:
    """A re-entrant lock. Whatever changes in the workspace changes under it.

    `released` is the same lock as a condition: who waits on it is woken by each release of others,
    also where nothing has changed, and wakes nobody by holding it.
    """

    def __init__(self) -> None:
        self.released = threading.Condition(threading.RLock())

    def __enter__(self) -> None:
        self.released.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.released.notify_all()
        self.released.release()
