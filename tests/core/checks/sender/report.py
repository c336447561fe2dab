from dataclasses import replace
from datetime import timedelta

from bot.core.model.path import Path
from bot.core.model.subject import SenderReport
from tests.core.build import NOW, TOPIC, path, refused, sender, subject, subject_path
from tests.core.checks.case import Case

ALARMS = sender("alarm")
AGO = NOW - timedelta(hours=2)
FAILED = SenderReport(TOPIC, AGO, works=False, says="not authorized to perform: SNS:Publish")
WORKED = SenderReport(TOPIC, NOW, works=True)


def reporting(*reports: SenderReport, **changes: object) -> Path:
    return subject_path(ALARMS, subject(ALARMS, reports=reports), **changes)


CASES = [
    Case("a budget", path()),
    Case("no record", subject_path(ALARMS)),
    Case("a record of another topic", reporting(replace(FAILED, topic=f"{TOPIC}-2"))),
    Case(
        "a success clears it", reporting(WORKED, FAILED), ("sender.reports-success OK",), ("12:00",)
    ),
    Case(
        "a failure",
        reporting(FAILED, replace(WORKED, at=AGO)),
        ("sender.reports-error BROKEN",),
        ("at 2026-03-20 10:00:00 UTC failed", "AWS said: not authorized to perform: SNS:Publish."),
    ),
    Case(
        "a failure that names no topic and no time",
        reporting(replace(FAILED, topic="", at=None), changed=NOW),
        ("sender.reports-error BROKEN",),
    ),
    Case(
        "changed since",
        reporting(FAILED, changed=NOW),
        ("sender.reported-before OK",),
        ("was changed after that, at 2026-03-20 12:00:00 UTC",),
    ),
    Case(
        "changed at the same time",
        reporting(FAILED, changed=AGO),
        ("sender.reports-error BROKEN",),
    ),
    Case(
        "changed before",
        reporting(FAILED, changed=AGO - timedelta(1)),
        ("sender.reports-error BROKEN",),
    ),
    Case(
        "words that nobody knows",
        reporting(replace(FAILED, works=None, says="Half done")),
        ("sender.report-unclear UNKNOWN",),
        ("Half done",),
    ),
    Case(
        "refused",
        subject_path(ALARMS, subject(ALARMS, reports=refused("cloudwatch:DescribeAlarmHistory"))),
        ("sender.unreadable UNKNOWN",),
        ("cloudwatch:DescribeAlarmHistory",),
        unread=True,
    ),
]
