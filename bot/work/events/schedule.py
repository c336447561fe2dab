"""The schedule: it looks for what is due."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.jobs import Due, Job, Place

SCHEDULE = "budget-check.schedule"
_NOBODY = Place("", "", "")


def take(event: Mapping[str, object], id: str) -> tuple[Job, ...] | None:
    """The jobs of one tick. An event that Lambda hands over twice leaves the same jobs."""
    return ticks(id) if event.get("source") == SCHEDULE else None


def ticks(id: str) -> tuple[Job, ...]:
    """What every tick asks for; it needs a worker that may mend."""
    return (Job(id, _NOBODY, Due()),)
