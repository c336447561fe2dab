"""Does AWS still update the budget's spend?

An UNHEALTHY budget is paused: its spend is not updated, so no alert is sent, whatever SNS does
(docs/facts.md 1.7).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.budget import Budget, Health
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed

CODES = {
    "budget.unhealthy": Status.BROKEN,
    "budget.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)

_REASONS = {
    "BILLING_VIEW_NO_ACCESS": "The account may no longer use the budget's billing view: have its "
    "owner share it again.",
    "BILLING_VIEW_UNHEALTHY": "The budget's billing view is itself unhealthy: mend the view first.",
    "FILTER_INVALID": "The budget's filter is no longer valid: correct it in the budget.",
    "MULTI_YEAR_HISTORICAL_DATA_DISABLED": "Multi-year data is switched off in Cost Explorer: "
    "switch it on, or shorten the budget's period.",
}


def check(path: Path) -> Iterator[Finding]:
    """Read HealthStatus; a budget without one is taken as healthy."""
    health = path.budget.health if isinstance(path.budget, Budget) else None
    if isinstance(health, ReadFailed):
        says = cannot_read("The budget's health", health)
        yield finding_factory("budget.unreadable", path.name, says, evidence=said(health))
    elif isinstance(health, Health) and health.status == "UNHEALTHY":
        yield finding_factory("budget.unhealthy", path.name, _unhealthy(health))
    elif isinstance(health, Health) and health.status != "HEALTHY":
        says = (
            f"AWS gives the budget the health {health.status or '(no status)'}, which "
            "budget-check does not know, so whether its spend is updated cannot be told. Look at "
            "HealthStatus in the answer of DescribeBudget."
        )
        yield finding_factory("budget.unreadable", path.name, says)


def _unhealthy(health: Health) -> str:
    paused = "AWS marks the budget UNHEALTHY: its spend is not updated, so it sends no alert."
    reason = f"AWS gives the reason {health.reason}." if health.reason else "AWS gives no reason."
    return f"{paused} {_REASONS.get(health.reason, reason)}"
