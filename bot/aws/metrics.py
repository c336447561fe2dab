"""Reads what CloudWatch counted for a topic: evidence, never proof (FACTS 2.6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from bot.aws.errors import found
from bot.aws.reader import Reader
from bot.aws.reads import GET_METRICS
from bot.core.arns import Arn
from bot.core.model import Budget, Traffic, Unread
from bot.core.period import period_start

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef, MetricDataResultTypeDef

# CloudWatch keeps values of 5 minutes for 63 days, finer ones for 15 days only.
_PERIOD = 300
_KEPT = timedelta(days=63)

_METRICS = {
    "published": "NumberOfMessagesPublished",
    "delivered": "NumberOfNotificationsDelivered",
    "failed": "NumberOfNotificationsFailed",
    "filtered_out": "NumberOfNotificationsFilteredOut",
}
Point = tuple[datetime, float]


def since(budget: object, now: datetime) -> datetime:
    """The start of the budget's period, of the month where it is not known; at most 63 days ago."""
    now = now.astimezone(UTC)
    known = budget if isinstance(budget, Budget) else Budget("", "")
    return max(min(period_start(known, now) or now - _KEPT, now), now - _KEPT)


async def traffic(
    reader: Reader, topic: str, arn: Arn, start: datetime, now: datetime
) -> Traffic | Unread:
    """The topic's sums from `start` until `now`, and when it last published and delivered."""
    aws = reader.aws

    def call() -> Traffic:
        paginator = aws.cloudwatch(arn.region).get_paginator("get_metric_data")
        pages = paginator.paginate(
            MetricDataQueries=[_query(id_, arn.resource) for id_ in _METRICS],
            StartTime=start,
            # The end must lie after the start, also in the first moment of a period.
            EndTime=now.astimezone(UTC) + timedelta(seconds=_PERIOD),
            ScanBy="TimestampDescending",
        )
        results = [r for page in pages for r in page.get("MetricDataResults", ())]
        return _traffic(start, results)

    return found(GET_METRICS, topic, await reader.ask(GET_METRICS, topic, call))


def _query(id_: str, topic_name: str) -> MetricDataQueryTypeDef:
    return {
        "Id": id_,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/SNS",
                "MetricName": _METRICS[id_],
                "Dimensions": [{"Name": "TopicName", "Value": topic_name}],
            },
            "Period": _PERIOD,
            "Stat": "Sum",
        },
        "ReturnData": True,
    }


def _traffic(start: datetime, results: Iterable[MetricDataResultTypeDef]) -> Traffic:
    points: dict[str, list[Point]] = {id_: [] for id_ in _METRICS}
    for result in results:
        _require_answer(result)
        times, values = result.get("Timestamps", ()), result.get("Values", ())
        points[result["Id"]] += zip(times, values, strict=True)
    return Traffic(
        since=start,
        published=_sum(points["published"]),
        delivered=_sum(points["delivered"]),
        failed=_sum(points["failed"]),
        filtered_out=_sum(points["filtered_out"]),
        last_published=_last(points["published"]),
        last_delivered=_last(points["delivered"]),
    )


def _require_answer(result: MetricDataResultTypeDef) -> None:
    """GetMetricData refuses one metric inside an answer that succeeds."""
    codes = {"Forbidden": "AccessDenied", "InternalError": "InternalError"}
    code = codes.get(result.get("StatusCode", "Complete"))
    if code:
        words = [message.get("Value", "") for message in result.get("Messages", ())]
        raise ClientError(
            {"Error": {"Code": code, "Message": " ".join(words) or code}}, GET_METRICS.operation
        )


def _sum(points: Iterable[Point]) -> float:
    return sum(value for _, value in points)


def _last(points: Iterable[Point]) -> datetime | None:
    return max((time.astimezone(UTC) for time, value in points if value), default=None)
