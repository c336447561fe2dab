"""Does the notification go to a topic, or to e-mail addresses alone?

An alert that goes only to e-mail reaches no Slack channel, and whether an address was ever verified
cannot be seen (docs/facts.md 1.6).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.budget import Notification
from bot.core.model.path import Path
from bot.core.texts.report import notification_title

CODES = {"budget.email-only": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Report a notification with addresses and without a topic."""
    notification = path.notification
    if isinstance(notification, Notification) and not notification.topic and notification.emails:
        says = (
            f"The notification {notification_title(notification)} goes to e-mail alone, to no "
            "topic. Add an SNS topic to it in AWS Budgets (one topic for each notification)."
        )
        yield finding_factory("budget.email-only", path.name, says)
