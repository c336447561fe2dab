"""Is the budget's period over?

AWS deletes a budget, with its notifications and subscribers, once its period has ended; until then
it may watch nothing any more (docs/facts.md 1.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.budget import Budget
from bot.core.model.path import Path

CODES = {"budget.ended": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare the end of the budget's period with the time of the check."""
    ends = path.budget.ends if isinstance(path.budget, Budget) else None
    if ends is not None and ends <= path.now:
        says = (
            f"The budget's period ended on {ends:%Y-%m-%d}. AWS deletes the budget with its "
            "notifications: set a new end date, or make a new budget."
        )
        yield finding_factory("budget.ended", path.name, says)
