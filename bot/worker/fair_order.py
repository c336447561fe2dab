"""Which job is next: each tenant's in turn, and of one tenant a few at a time."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from itertools import count

from bot.core.jobs import Job

FEW = 3
"""Jobs of one tenant that run at once; the others of that one wait, and nobody waits for them."""


class FairOrder:
    """Jobs that wait or run. One thread at a time may use it.

    It is the order that an SQS queue with message groups has, as far as AWS describes it.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Job]] = OrderedDict()
        self._running: Counter[str] = Counter()
        self._jobs: dict[int, tuple[str, Job]] = {}
        self._alone = count()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, job: Job) -> None:
        """It waits, behind the others of its tenant."""
        tenant = job.tenant or f" {next(self._alone)}"
        self._jobs[id(job)] = tenant, job
        self._waiting.setdefault(tenant, deque()).append(job)

    def answers(self, job: Job) -> Job | None:
        """One that waits, and whose answer serves for this one too.

        What runs may have been answered already, before this was asked.
        """
        if not job.row.shared:
            return None  # thousands of a sweep's wait: none of them need be looked at
        waiting = (other for jobs in self._waiting.values() for other in jobs)
        return next((one for one in waiting if one.id != job.id and one.is_like(job)), None)

    def next(self) -> Job | None:
        """The one that runs from now on; None where none waits that may."""
        found = next((one for one in self._waiting if self._running[one] < FEW), None)
        if found is None:
            return None
        job = self._waiting[found].popleft()
        self._running[found] += 1
        self._waiting.move_to_end(found)
        if not self._waiting[found]:
            del self._waiting[found]
        return job

    def done(self, job: Job) -> None:
        """It does not run any more."""
        tenant, _ = self._jobs.pop(id(job))
        self._running[tenant] -= 1
        if not self._running[tenant]:
            del self._running[tenant]

    def drop(self) -> list[Job]:
        """Those that wait, which do so no longer."""
        dropped = [job for waiting in self._waiting.values() for job in waiting]
        self._waiting.clear()
        for job in dropped:
            del self._jobs[id(job)]
        return dropped
