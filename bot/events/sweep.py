"""The schedule's other event: look at every budget of every account."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import SweepAll

SWEEP = "budget-check.sweep"


def take(event: Mapping[str, object], id: str) -> tuple[Job, ...] | None:
    """None where the event is another one."""
    return sweeps(id) if event.get("source") == SWEEP else None


def sweeps(id: str) -> tuple[Job, ...]:
    """One job: whoever asks for it knows no accounts."""
    return (Job(id, NOBODY, SweepAll()),)
