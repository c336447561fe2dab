"""Was anything published since the notification went into alarm?

It turns to ALARM even if every publish is refused (docs/facts.md 1.5). An alarm in this period and
no message at all on the topic speak for a broken path; the reverse is no proof that an alert
arrived. Where an earlier check saw the alarm on a path that was broken then and is mended by now,
that is what became of the alert: it is said, and speaks no longer against the path. Metrics that
could not be read hide all this, and failed deliveries as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.budget import Budget, Notification
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic, Traffic
from bot.core.period import period_start
from bot.core.senders import Sender
from bot.core.subscriptions.subscription import confirmed
from bot.core.texts.report import notification_title

CODES = {
    "topic.alarm-without-publish": Status.AT_RISK,
    "topic.traffic-unreadable": Status.UNKNOWN,
    "topic.alert-lost": Status.OK,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Hold the notification's state against the topic's NumberOfMessagesPublished."""
    notification, topic = path.notification, path.topic
    if not isinstance(notification, Notification) or not isinstance(topic, Topic):
        return
    title, start = notification_title(notification), _period_start(path)
    asked = start if notification.state == "ALARM" else None
    if asked and path.lost and path.lost >= asked:
        yield finding_factory("topic.alert-lost", topic.arn, _lost(path.sender, title, path.lost))
        asked = None
    if isinstance(topic.traffic, ReadFailed):
        yield from _unread(path, topic, topic.traffic, title if asked else "")
    elif asked and topic.traffic and not topic.traffic.published and _covers(topic.traffic, asked):
        says = (
            f"The {path.sender.notifier} {title} is in ALARM, and nothing was published to the "
            f"topic since {topic.traffic.since:%Y-%m-%d}. This alert was probably lost"
            f"{_once(path.sender, 'it')}."
        )
        yield finding_factory("topic.alarm-without-publish", topic.arn, says, evidence=_LAG)


def _unread(path: Path, topic: Topic, traffic: ReadFailed, alarm: str) -> Iterator[Finding]:
    """What the metrics would have told, if anything. `alarm` is the title of one in ALARM."""
    hidden = [
        f"whether anything was published for the {path.sender.notifier} {alarm}, in ALARM now"
    ]
    hidden = hidden if alarm else []
    if confirmed(path):
        hidden.append("whether SNS failed to deliver lately")
    if hidden:
        unread = cannot_read("The topic's metrics", traffic)
        says = f"{unread} Until then it cannot be told {', nor '.join(hidden)}."
        yield finding_factory("topic.traffic-unreadable", topic.arn, says, evidence=said(traffic))


def _period_start(path: Path) -> datetime | None:
    """None where it is not known, and for a DAILY budget.

    That can stay in ALARM from an earlier day without a second alert (docs/facts.md 1.5).
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


def _lost(sender: Sender, title: str, since: datetime) -> str:
    return (
        f"The alert of {title} is lost: the {sender.notifier} was in ALARM by "
        f"{since:%Y-%m-%d %H:%M} UTC, when nothing could be published to the topic. That is mended"
        f"{_once(sender, 'this alert')}."
    )


def _once(sender: Sender, what: str) -> str:
    return "" if sender.repeats else f"; {sender.title} does not send {what} again"
