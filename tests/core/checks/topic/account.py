from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    OTHER,
    REGION,
    notification,
    path,
    refused,
    sender,
    subject_path,
    topic,
)
from tests.core.checks.case import Case

THEIRS = f"arn:aws:sns:{REGION}:{OTHER}:alerts"
TOLD = notification(topic=THEIRS)

ANOMALIES, ALARMS = sender("anomaly"), sender("alarm")

CASES = [
    Case(
        "an anomaly subscription of another account",
        subject_path(ANOMALIES, account=OTHER),
        ("topic.account-unproven UNKNOWN",),
        ("AWS does not say whether AWS Cost Anomaly Detection publishes across accounts",),
    ),
    Case("an alarm of another account", subject_path(ALARMS, account=OTHER)),
    Case("the budget's own account", path()),
    Case(
        "another account's topic (docs/causes.md T6)",
        path(notification=TOLD, topic=topic(arn=THEIRS, account=OTHER)),
        ("topic.other-account BROKEN",),
        (ACCOUNT, OTHER, "across accounts"),
    ),
    Case(
        "the ARN tells it though the topic is unread",
        path(notification=TOLD, topic=refused(resource=THEIRS)),
        ("topic.other-account BROKEN",),
        unread=True,
    ),
    Case(
        "an address that is no topic's",
        path(notification=notification(topic="not-an-arn"), topic=NotFound("not-an-arn")),
    ),
    Case("unread subscribers", path(notification=notification(subscribers=refused())), unread=True),
]
