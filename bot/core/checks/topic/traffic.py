"""Was anything published since the budget went into alarm?

A budget turns to ALARM even if every publish is refused (FACTS 1.5). An alarm in this period and no
message at all on the topic speak for a broken path; the reverse is no proof that an alert arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.core.checks._finding import Voice
from bot.core.findings import Finding, Status
from bot.core.model import Budget, Notification, Path, Topic, Traffic
from bot.core.period import period_start
from bot.core.wording import notification_title

CODES = {"topic.alarm-without-publish": Status.AT_RISK}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Hold the notification's state against the topic's NumberOfMessagesPublished."""
    notification, topic = path.notification, path.topic
    if not isinstance(notification, Notification) or not isinstance(topic, Topic):
        return
    traffic = topic.traffic
    if notification.state != "ALARM" or not isinstance(traffic, Traffic):
        return
    if not traffic.published and _covers_the_period(path, traffic):
        says = (
            f"The notification {notification_title(notification)} is in ALARM, and nothing was "
            f"published to the topic since {traffic.since:%Y-%m-%d}. This alert was probably lost; "
            "AWS Budgets does not send it again."
        )
        yield say("topic.alarm-without-publish", topic.arn, says, evidence=_LAG)


def _covers_the_period(path: Path, traffic: Traffic) -> bool:
    """True unless the alert may have been published before the metrics' first day.

    A DAILY budget can stay in ALARM from an earlier day without a second alert (FACTS 1.5).
    """
    budget = path.budget
    if not isinstance(budget, Budget) or budget.time_unit == "DAILY":
        return False
    start = period_start(budget, path.now)
    return start is not None and traffic.since <= start + _A_DAY


_A_DAY = timedelta(days=1)
_LAG = ("AWS/SNS metrics lag a few minutes, and a refused publish is not counted.",)
