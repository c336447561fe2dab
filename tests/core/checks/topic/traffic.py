from datetime import UTC, datetime, timedelta

from bot.core.model.read import Cause, ReadFailed
from tests.core.build import NOW, TOPIC, budget, notification, path, refused, topic, traffic
from tests.core.checks.case import Case

ALARM = notification(state="ALARM")
SILENT = topic(traffic=traffic(published=0.0, last_published=None, last_delivered=None))
LATE = topic(traffic=traffic(published=0.0, since=NOW - timedelta(days=3)))
METRICS = refused("cloudwatch:GetMetricData")
UNREADABLE = ("topic.traffic-unreadable UNKNOWN",)
YEAR = datetime(2026, 1, 1, tzinfo=UTC)

CASES = [
    Case("no alarm", path(topic=SILENT)),
    Case("an alarm, and something was published", path(notification=ALARM)),
    Case(
        "an alarm, and nothing was published",
        path(notification=ALARM, topic=SILENT),
        ("topic.alarm-without-publish AT_RISK",),
        ("actual > 80 %", "2026-03-01", "does not send it again"),
    ),
    Case(
        "the same, and an earlier check saw that the path was broken then",
        path(notification=ALARM, topic=SILENT, lost=NOW - timedelta(days=1)),
        ("topic.alert-lost OK",),
        ("actual > 80 %", "2026-03-19 12:00 UTC", "does not send this alert again"),
    ),
    Case(
        "something was published since: that one is lost all the same",
        path(notification=ALARM, lost=NOW - timedelta(days=1)),
        ("topic.alert-lost OK",),
    ),
    Case(
        "one of an earlier period",
        path(notification=ALARM, lost=NOW - timedelta(days=30)),
    ),
    Case("the metrics begin after the period", path(notification=ALARM, topic=LATE)),
    Case(
        "a yearly budget, metrics of a month",
        path(budget=budget(time_unit="ANNUALLY"), notification=ALARM, topic=SILENT),
    ),
    Case(
        "a yearly budget, metrics of the year",
        path(
            budget=budget(time_unit="ANNUALLY"),
            notification=ALARM,
            topic=topic(traffic=traffic(published=0.0, since=YEAR)),
        ),
        ("topic.alarm-without-publish AT_RISK",),
    ),
    Case(
        "a daily budget may be in alarm since yesterday",
        path(budget=budget(time_unit="DAILY"), notification=ALARM, topic=SILENT),
    ),
    Case("a period that is not known", path(budget=refused(), notification=ALARM, topic=SILENT)),
    Case(
        "unread, and an alarm",
        path(notification=ALARM, topic=topic(traffic=METRICS)),
        UNREADABLE,
        (
            'AWS refused cloudwatch:GetMetricData. Allow budget-check that action on "*"',
            "whether anything was published for the notification actual > 80 %",
            "nor whether SNS failed to deliver lately.",
        ),
        unread=True,
    ),
    Case(
        "unread, and no alarm",
        path(topic=topic(traffic=METRICS)),
        UNREADABLE,
        ("Until then it cannot be told whether SNS failed to deliver lately.",),
        unread=True,
    ),
    Case(
        "throttled",
        path(topic=topic(traffic=ReadFailed("cloudwatch:GetMetricData", TOPIC, Cause.THROTTLED))),
        UNREADABLE,
        (f"AWS throttled cloudwatch:GetMetricData on {TOPIC}, retries included.",),
        unread=True,
    ),
    Case(
        "unread, and nobody to deliver to: nothing hangs on it",
        path(topic=topic(traffic=METRICS, subscriptions=())),
        unread=True,
    ),
    Case(
        "unread, an alarm, and nobody to deliver to",
        path(notification=ALARM, topic=topic(traffic=METRICS, subscriptions=())),
        UNREADABLE,
        unread=True,
    ),
    Case(
        "unread, and a daily budget in alarm with nobody to deliver to",
        path(
            budget=budget(time_unit="DAILY"),
            notification=ALARM,
            topic=topic(traffic=METRICS, subscriptions=()),
        ),
        unread=True,
    ),
]
