"""Can the forecast that the notification waits for exist yet?

AWS needs about five weeks of usage for a forecast; until then a FORECASTED notification never fires
(docs/facts.md 1.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.budget import Budget, Notification
from bot.core.model.path import Path
from bot.core.texts.report import notification_title

CODES = {"budget.forecast-without-history": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Report a FORECASTED notification of a budget that AWS shows no forecast for."""
    notification, budget = path.notification, path.budget
    if not isinstance(notification, Notification) or notification.type != "FORECASTED":
        return
    if isinstance(budget, Budget) and budget.forecast is None:
        says = (
            f"The notification {notification_title(notification)} waits for a forecast, and AWS "
            "shows none for this budget. It cannot fire until there are about five weeks of usage: "
            "add a notification for the actual amount."
        )
        yield finding_factory("budget.forecast-without-history", path.name, says)
