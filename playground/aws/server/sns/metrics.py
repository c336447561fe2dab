"""The AWS/SNS metrics of CloudWatch, by TopicName (docs/facts.md 2.6)."""

from ministack.core.responses import request_scope
from ministack.services import cloudwatch

from playground.aws.server.plane import Given, number, text

PUBLISHED = "NumberOfMessagesPublished"
DELIVERED = "NumberOfNotificationsDelivered"
FAILED = "NumberOfNotificationsFailed"
FILTERED = "NumberOfNotificationsFilteredOut"
METRICS = (PUBLISHED, DELIVERED, FAILED, FILTERED, "NumberOfNotificationsRedrivenToDlq")


def count(topic_arn: str, metric: str, at: float, value: float = 1.0) -> None:
    """One datum for a topic, in its own account and Region."""
    _, _, _, region, account, name = topic_arn.split(":", 5)
    with request_scope(account, region):
        cloudwatch._store_datum(
            "AWS/SNS", metric, {"TopicName": name}, at, "Count", value, None, None, None
        )


def put(given: Given) -> None:
    """Control: `topic`, `metric`, `value`, `at`."""
    metric = text(given, "metric")
    if metric not in METRICS:
        raise ValueError(f"metric must be one of {', '.join(METRICS)}")
    count(text(given, "topic"), metric, number(given, "at"), number(given, "value"))
