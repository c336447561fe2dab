"""The reads of a sweep: as those of a check, but never more than some at once.

AWS publishes no rate for Budgets (FACTS 1.3): few calls at once, botocore's adaptive retries, and a
pause of our own where those are used up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.aws.clients import SECONDS, WORKERS, Aws
from bot.aws.errors import attempt, late
from bot.aws.reader import Reader
from bot.aws.reads import Read
from bot.core.model import Absent, Cause, Unread

_OTHERS_AT_ONCE = WORKERS // 2
# Together below WORKERS: what hangs keeps its thread for a while after nobody waits for it.
_PAUSES = (1.0, 4.0, 16.0)
"""How long a read that AWS throttled waits before it is asked again."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page of a sweep takes.

    `most` budgets (1 to 1000) are read within `seconds`, and what has not come by then is Unread;
    at most `at_once` calls to AWS Budgets wait for their answers at a time.
    """

    most: int = 1000
    seconds: float = 100.0
    at_once: int = 8


class PacedReader(Reader):
    """The reads of one page of a sweep. Make it inside the event loop that the sweep runs on.

    All end before one deadline; each by itself after as long as a check waits, so that what hangs
    does not hold up the rest.
    """

    def __init__(self, aws: Aws, account: str, limits: Limits) -> None:
        super().__init__(aws, account, limits.seconds)
        self._budgets = asyncio.Semaphore(limits.at_once)
        self._others = asyncio.Semaphore(_OTHERS_AT_ONCE)

    async def ask(self, read: Read, resource: str, call: Callable[[], _T]) -> _T | Absent | Unread:
        """Make one read when it is its turn: its result, Absent, or Unread where the time is up."""
        of_budgets = read.action.startswith("budgets:")
        try:
            async with asyncio.timeout_at(self.deadline):
                async with self._budgets if of_budgets else self._others:
                    return await self._patiently(
                        read, resource, call, _PAUSES if of_budgets else ()
                    )
        except TimeoutError:
            return late(read, resource, self.seconds)

    async def _patiently(
        self, read: Read, resource: str, call: Callable[[], _T], pauses: tuple[float, ...]
    ) -> _T | Absent | Unread:
        """Ask again while AWS throttles: whoever waits here keeps its place, so the rate sinks."""
        answer = await self._once(read, resource, call)
        for pause in pauses:
            if not (isinstance(answer, Unread) and answer.cause is Cause.THROTTLED):
                break
            await asyncio.sleep(pause)
            answer = await self._once(read, resource, call)
        return answer

    async def _once(
        self, read: Read, resource: str, call: Callable[[], _T]
    ) -> _T | Absent | Unread:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(SECONDS):
                return await loop.run_in_executor(self.aws.pool, attempt, read, resource, call)
        except TimeoutError:
            return late(read, resource, SECONDS)
