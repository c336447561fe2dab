"""Was anything published since the budget went into alarm?

A budget turns to ALARM even if every publish is refused (FACTS 1.5). An alarm in this period and no
message at all on the topic speak for a broken path; the reverse is no proof that an alert arrived.
Where an earlier check saw the alarm on a path that was broken then and is mended by now, that is
what became of the alert: it is said, and speaks no longer against the path.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.core.checks._finding import Voice
from bot.core.findings import Finding, Status
from bot.core.model import Budget, Notification, Path, Topic, Traffic
from bot.core.period import period_start
from bot.core.wording import notification_title

CODES = {"topic.alarm-without-publish": Status.AT_RISK, "topic.alert-lost": Status.OK}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Hold the notification's state against the topic's NumberOfMessagesPublished."""
    notification, topic = path.notification, path.topic
    if not isinstance(notification, Notification) or not isinstance(topic, Topic):
        return
    start = _period_start(path)
    if notification.state != "ALARM" or start is None:
        return
    title, traffic = notification_title(notification), topic.traffic
    if path.lost and path.lost >= start:
        yield say("topic.alert-lost", topic.arn, _LOST.format(title=title, since=path.lost))
    elif isinstance(traffic, Traffic) and not traffic.published and _covers(traffic, start):
        says = (
            f"The notification {title} is in ALARM, and nothing was published to the topic since "
            f"{traffic.since:%Y-%m-%d}. This alert was probably lost; AWS Budgets does not send it "
            "again."
        )
        yield say("topic.alarm-without-publish", topic.arn, says, evidence=_LAG)


def _period_start(path: Path) -> datetime | None:
    """None where it is not known, and for a DAILY budget.

    That can stay in ALARM from an earlier day without a second alert (FACTS 1.5).
    """
    budget = path.budget
    if not isinstance(budget, Budget) or budget.time_unit == "DAILY":
        return None
    return period_start(budget, path.now)


def _covers(traffic: Traffic, start: datetime) -> bool:
    """True unless the alert may have been published before the metrics' first day."""
    return traffic.since <= start + _A_DAY


_A_DAY = timedelta(days=1)
_LAG = ("AWS/SNS metrics lag a few minutes, and a refused publish is not counted.",)
_LOST = (
    "The alert of {title} is lost: the notification was in ALARM by {since:%Y-%m-%d %H:%M} UTC, "
    "when nothing could be published to the topic. That is mended; AWS Budgets does not send this "
    "alert again."
)
