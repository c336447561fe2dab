"""The reads of a sweep: as those of a check, but never more than some at once.

AWS publishes no rate for Budgets (docs/facts.md 1.3): few calls at once, botocore's adaptive
retries, and a pause of our own where those are used up.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.aws.clients import WORKERS, Aws
from bot.aws.errors import attempt, late
from bot.aws.pool import Pool
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.core.model.read import Cause, NotFound, ReadFailed

_OTHERS_AT_ONCE = WORKERS // 2
_PAUSES = (1.0, 4.0, 16.0)
"""How long a read that AWS throttled waits before it is asked again."""

_REST = 0.15
"""The share of the time that is kept for what follows from the budgets: topics, keys, metrics."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page of a sweep takes.

    `most` budgets (1 to 1000) are read within `seconds`, and what has not come by then is
    ReadFailed; at most `at_once` calls to AWS Budgets wait for their answers at a time.
    """

    most: int = 1000
    seconds: float = 100.0
    at_once: int = 8


class PacedReader(CheckReads):
    """The reads of one page of a sweep. Make it inside the event loop that the sweep runs on.

    Each kind has as many threads as calls at once: a thread that is done takes the next call
    itself. What hangs holds one of them until botocore's own time-outs are over. Close it.
    """

    def __init__(self, aws: Aws, account: str, limits: Limits) -> None:
        super().__init__(aws, account, limits.seconds)
        self._budgets = Pool(limits.at_once)
        self._others = Pool(_OTHERS_AT_ONCE)

    def close(self) -> None:
        """End the threads; nobody waits for what still hangs."""
        self._budgets.shutdown()
        self._others.shutdown()

    async def ask(
        self, read: Read, resource: str, call: Callable[[], _T]
    ) -> _T | NotFound | ReadFailed:
        """Make one read when it is its turn: its result, NotFound, or ReadFailed where the time is
        up.
        """
        of_budgets = read.action.startswith("budgets:")
        seconds = self.seconds * (1 - _REST if of_budgets else 1)
        until = self.deadline - self.seconds + seconds
        pool = self._budgets if of_budgets else self._others
        pauses = _PAUSES if of_budgets else ()
        loop = asyncio.get_running_loop()
        work = partial(
            _patiently, read, resource, call, pauses, time.monotonic() + until - loop.time()
        )
        try:
            async with asyncio.timeout_at(until):
                return await loop.run_in_executor(pool, work)
        except TimeoutError:
            return late(read, resource, seconds)


def _patiently(
    read: Read,
    resource: str,
    call: Callable[[], _T],
    pauses: tuple[float, ...],
    until: float,
) -> _T | NotFound | ReadFailed:
    """Ask again while AWS throttles. Who waits keeps the thread, so the rate sinks."""
    answer = attempt(read, resource, call)
    for pause in pauses:
        throttled = isinstance(answer, ReadFailed) and answer.cause is Cause.THROTTLED
        if not throttled or time.monotonic() + pause > until:
            break
        time.sleep(pause)
        answer = attempt(read, resource, call)
    return answer
