"""When a budget's current period began; alerts are sent once in each period (docs/facts.md 1.5)."""

from __future__ import annotations

from datetime import datetime

from bot.core.model.budget import Budget


def period_start(budget: Budget, now: datetime) -> datetime | None:
    """The start of the period that `now` lies in; None where the budget does not tell it."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    starts = {
        "DAILY": midnight,
        "MONTHLY": first,
        "QUARTERLY": first.replace(month=first.month - (first.month - 1) % 3),
        "ANNUALLY": first.replace(month=1),
    }
    return starts.get(budget.time_unit, budget.starts)
