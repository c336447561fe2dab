"""Was anything published since the budget went into alarm?

A budget turns to ALARM even if every publish is refused (FACTS 1.5). An alarm in this period and no
message at all on the topic speak for a broken path; the reverse is no proof that an alert arrived.
Metrics that could not be read hide that, and failed deliveries as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.core.checks._finding import Voice
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model import Budget, Notification, Path, Topic, Traffic, Unread
from bot.core.period import period_start
from bot.core.subscriptions import confirmed
from bot.core.wording import notification_title

CODES = {
    "topic.alarm-without-publish": Status.AT_RISK,
    "topic.traffic-unreadable": Status.UNKNOWN,
}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Hold the notification's state against the topic's NumberOfMessagesPublished."""
    notification, topic = path.notification, path.topic
    if not isinstance(notification, Notification) or not isinstance(topic, Topic):
        return
    traffic = topic.traffic
    if isinstance(traffic, Unread):
        yield from _unread(path, notification, topic, traffic)
        return
    if notification.state != "ALARM" or traffic is None:
        return
    if not traffic.published and _covers_the_period(path, traffic):
        says = (
            f"The notification {notification_title(notification)} is in ALARM, and nothing was "
            f"published to the topic since {traffic.since:%Y-%m-%d}. This alert was probably lost; "
            "AWS Budgets does not send it again."
        )
        yield say("topic.alarm-without-publish", topic.arn, says, evidence=_LAG)


def _unread(
    path: Path, notification: Notification, topic: Topic, traffic: Unread
) -> Iterator[Finding]:
    """What the metrics would have told, where they would have told something."""
    hidden = []
    if notification.state == "ALARM" and _alerts_once_a_period(path.budget):
        title = notification_title(notification)
        hidden.append(f"whether anything was published for the notification {title}, in ALARM now")
    if confirmed(path):
        hidden.append("whether SNS failed to deliver lately")
    if hidden:
        unread = cannot_read("The topic's metrics", traffic)
        says = f"{unread} Until then it cannot be told {', nor '.join(hidden)}."
        yield say("topic.traffic-unreadable", topic.arn, says, evidence=said(traffic))


def _covers_the_period(path: Path, traffic: Traffic) -> bool:
    """True unless the alert may have been published before the metrics' first day."""
    budget = path.budget
    if not isinstance(budget, Budget) or not _alerts_once_a_period(budget):
        return False
    start = period_start(budget, path.now)
    return start is not None and traffic.since <= start + _A_DAY


def _alerts_once_a_period(budget: object) -> bool:
    """A DAILY one can stay in ALARM from an earlier day without a second alert (FACTS 1.5)."""
    return isinstance(budget, Budget) and budget.time_unit != "DAILY"


_A_DAY = timedelta(days=1)
_LAG = ("AWS/SNS metrics lag a few minutes, and a refused publish is not counted.",)
