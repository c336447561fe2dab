"""Two queues: what may lead to a write, and all the rest (DESIGN section 4)."""

from __future__ import annotations

from bot.core.jobs import (
    Apply,
    Approve,
    Due,
    Job,
    Preview,
    PreviewUndo,
    Queue,
    Recheck,
    Reject,
    Settle,
    Submit,
    Told,
)

_MENDS = Preview | PreviewUndo | Submit | Approve | Reject | Apply | Settle | Recheck | Due | Told


class Routes:
    """A Queue that leaves each job where its worker finds it."""

    def __init__(self, check: Queue, mend: Queue) -> None:
        self._check = check
        self._mend = mend

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take the job."""
        queue = self._mend if isinstance(job.what, _MENDS) else self._check
        queue.send(job, delay_seconds)
