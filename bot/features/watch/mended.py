"""A budget that hangs on what a change has just mended is checked again, as the watch does it."""

from __future__ import annotations

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.change_steps import CheckAffectedBudget, ShowRecovery
from bot.core.jobs.watch import Watch
from bot.features.watch.recheck import watch
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send_soon, written
from bot.jobs.registry import handles

_GATHERED = 2
"""Seconds: what is checked within them is one drawing of the change."""


@handles(CheckAffectedBudget)
def check_affected_budget(context: Context, what: CheckAffectedBudget) -> None:
    """Check it, tell how it turned, and have the change drawn anew. Raises StoreError."""
    watch(context, Watch(what.account, what.budget, what.since, what.change))
    job = Job(context.new_id(), NOBODY, ShowRecovery(what.change))
    message = kept(context, f"{what.change}.recovery", job)
    send_soon(context, written(context, [message]), _GATHERED, last=True)
