"""Four queues: what people ask, what may lead to a write, what AWS told, and the sweep
(docs/architecture.md, "The doors").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.jobs import Job, JobQueue
from bot.core.jobs.kind import QueueName
from bot.settings import Settings


class QueueRouter:
    """A Queue that leaves each job where its kind is worked on."""

    def __init__(
        self,
        check: JobQueue,
        mend: JobQueue,
        alerts: JobQueue | None = None,
        sweep: JobQueue | None = None,
    ) -> None:
        self._queues: dict[QueueName, JobQueue] = {
            "check": check,
            "mend": mend,
            "alerts": alerts or check,
            "sweep": sweep or check,
        }

    @classmethod
    def between(cls, settings: Settings, queue: Callable[[str], JobQueue]) -> QueueRouter:
        """The queues that a deployment names; `queue` makes one of its URL.

        Where nobody may mend there is no queue for it: the worker that checks says so to whoever
        still presses such a button.
        """
        check = queue(settings.check_queue_url)
        others = (settings.mend_queue_url, settings.alerts_queue_url, settings.sweep_queue_url)
        return cls(check, *(queue(url) if url else check for url in others))

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take the job."""
        self._queues[job.row.queue].send(job, delay_seconds)

    def send_all(self, jobs: Sequence[Job]) -> None:
        """Take these."""
        wanted: dict[QueueName, list[Job]] = {}
        for job in jobs:
            wanted.setdefault(job.row.queue, []).append(job)
        for name, some in wanted.items():
            self._queues[name].send_all(some)
