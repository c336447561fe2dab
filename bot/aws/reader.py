"""How the reads of one check run: side by side, each thing once, all before one deadline.

The reads themselves block, so they run on the pool's threads; what follows from what is written as
coroutines on one event loop. No thread ever waits for another, so the pool cannot lock itself up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Generic, TypeVar

from bot.aws.clients import Aws
from bot.aws.errors import attempt, late
from bot.aws.reads import Read
from bot.core.model.read import NotFound, ReadFailed

_K = TypeVar("_K")
_T = TypeVar("_T")
_ASIDE = 0.035


class CheckReads:
    """The reads of one check. Make it inside the event loop that the check runs on."""

    def __init__(self, aws: Aws, account: str, seconds: float) -> None:
        self.aws = aws
        self.account = account
        self.seconds = seconds
        self.deadline = asyncio.get_running_loop().time() + seconds

    async def step_aside(self) -> None:
        """Let the reads go first that a whole chain waits for.

        One interpreter builds and parses one message at a time: what little waits for, asked in the
        same moment, would push the chain back. It still ends long before the chain does.
        """
        await asyncio.sleep(_ASIDE)

    async def ask(
        self, read: Read, resource: str, call: Callable[[], _T]
    ) -> _T | NotFound | ReadFailed:
        """Make one read on a thread: its result, NotFound, or ReadFailed, also where the time is
        up.

        `call` blocks, and takes the answer apart. It may go on for a while after the deadline;
        nobody waits for it then.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(self.deadline):
                return await loop.run_in_executor(self.aws.pool, attempt, read, resource, call)
        except TimeoutError:
            return late(read, resource, self.seconds)


class Once(Generic[_K, _T]):
    """What was started already: whoever asks again waits for the same read."""

    def __init__(self, start: Callable[[_K], Coroutine[None, None, _T]]) -> None:
        self._start = start
        self._tasks: dict[_K, asyncio.Task[_T]] = {}

    def get(self, key: _K) -> asyncio.Task[_T]:
        """The read of this thing; it runs from the first call on."""
        if key not in self._tasks:
            self._tasks[key] = asyncio.ensure_future(self._start(key))
        return self._tasks[key]
