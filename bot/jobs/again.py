"""The same job once more, a while later: what AWS did not give is asked for again."""

from __future__ import annotations

from dataclasses import replace

from bot.jobs.context import Context

PATIENCE = 3
"""So often a job comes again."""
_AFTER = 60
"""Seconds, the first time; each wait is twice the one before."""


def again(context: Context) -> bool:
    """Leave this job for later; False after the last attempt. Raises QueueError."""
    if context.job.attempt >= PATIENCE:
        return False
    later = replace(context.job, attempt=context.job.attempt + 1)
    context.queue.send(later, _AFTER * 2**context.job.attempt)
    return True
