"""Two queues: what may lead to a write, and all the rest (docs/architecture.md, "The doors")."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.jobs import Job, JobQueue
from bot.settings import Settings


class QueueRouter:
    """A Queue that leaves each job where its kind is worked on."""

    def __init__(self, check: JobQueue, mend: JobQueue) -> None:
        self._queues: dict[str, JobQueue] = {"check": check, "mend": mend}

    @classmethod
    def between(cls, settings: Settings, queue: Callable[[str], JobQueue]) -> QueueRouter:
        """The queues that a deployment names; `queue` makes one of its URL.

        Where nobody may mend there is no queue for it: the worker that checks says so to whoever
        still presses such a button.
        """
        check = queue(settings.check_queue_url)
        mend = settings.mend_queue_url
        return cls(check, queue(mend) if mend else check)

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take the job."""
        self._queues[job.row.queue].send(job, delay_seconds)
