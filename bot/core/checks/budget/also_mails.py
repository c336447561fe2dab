"""Does the notification mail somebody besides the topic?

A note, no more: whether an address was ever verified does not show, so a mail is no proven fallback
for a broken topic (docs/facts.md 1.6).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.budget import Notification
from bot.core.model.path import Path
from bot.core.texts.report import notification_title
from bot.core.texts.words import listed

CODES = {"budget.also-mails": Status.OK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Name the addresses that are told besides a topic."""
    notification = path.notification
    if isinstance(notification, Notification) and notification.topic and notification.emails:
        says = (
            f"The notification {notification_title(notification)} also mails "
            f"{listed(notification.emails)}, which is no proof that anybody is told: AWS does not "
            "show whether an address was verified."
        )
        yield finding_factory("budget.also-mails", path.name, says)
