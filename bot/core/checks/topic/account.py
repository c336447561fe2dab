"""Is the topic in the budget's own account?

AWS Budgets does not publish across accounts, whatever the policies say (docs/facts.md 1.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import is_topic_arn, parse_arn
from bot.core.checks._finding import Voice
from bot.core.findings import Finding, Status
from bot.core.model import Notification, Path

CODES = {"topic.other-account": Status.BROKEN}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare accounts; the ARN tells it even where the topic itself cannot be read."""
    notification = path.notification
    address = notification.topic if isinstance(notification, Notification) else None
    arn = parse_arn(address) if address and is_topic_arn(address) else None
    if address and arn and path.account and arn.account != path.account:
        says = (
            f"The topic is in account {arn.account}, the budget in {path.account}: AWS Budgets "
            "does not publish across accounts. Point the notification at a topic in "
            f"{path.account}."
        )
        yield say("topic.other-account", address, says)
