"""Reads what CloudWatch counted for a topic: evidence, never proof (FACTS 2.6)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
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
Sums = dict[str, Traffic]


def since(budget: object, now: datetime) -> datetime:
    """The start of the budget's period, of the month where it is not known; at most 63 days ago."""
    now = now.astimezone(UTC)
    known = budget if isinstance(budget, Budget) else Budget("", "")
    return max(min(period_start(known, now) or now - _KEPT, now), now - _KEPT)


class Metrics:
    """The metrics of one check: one call for the topics of a Region, once all are known.

    That takes no longer: each topic's own chain has further to go. A call takes 125 topics; the
    notifications and actions of one budget name a few dozen at most.
    """

    def __init__(
        self,
        reader: Reader,
        now: datetime,
        start: Callable[[], Awaitable[datetime]],
        complete: asyncio.Event,
    ) -> None:
        self._reader = reader
        self._now = now.astimezone(UTC)
        self._start = start
        self._complete = complete
        self._open: dict[str, tuple[list[str], asyncio.Task[Sums | Unread]]] = {}

    async def of(self, address: str, arn: Arn) -> Traffic | Unread:
        """A topic's sums since the start, and when it last published and delivered."""
        if arn.region not in self._open:
            self._open[arn.region] = ([], asyncio.ensure_future(self._ask(arn.region)))
        names, answer = self._open[arn.region]
        names.append(arn.resource)
        sums = await answer
        return replace(sums, resource=address) if isinstance(sums, Unread) else sums[arn.resource]

    async def _ask(self, region: str) -> Sums | Unread:
        await self._complete.wait()
        names = tuple(dict.fromkeys(self._open.pop(region)[0]))
        start, aws = await self._start(), self._reader.aws

        def call() -> Sums:
            paginator = aws.cloudwatch(region).get_paginator("get_metric_data")
            pages = paginator.paginate(
                MetricDataQueries=[
                    _query(i, n, name) for n, name in enumerate(names) for i in _METRICS
                ],
                StartTime=start,
                # The end must lie after the start, also in the first moment of a period.
                EndTime=self._now + timedelta(seconds=_PERIOD),
                ScanBy="TimestampDescending",
            )
            results = [r for page in pages for r in page.get("MetricDataResults", ())]
            return {name: _traffic(start, results, n) for n, name in enumerate(names)}

        return found(GET_METRICS, region, await self._reader.ask(GET_METRICS, region, call))


def _query(id_: str, number: int, topic_name: str) -> MetricDataQueryTypeDef:
    return {
        "Id": f"{id_}_{number}",
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


def _traffic(start: datetime, results: Iterable[MetricDataResultTypeDef], number: int) -> Traffic:
    points: dict[str, list[Point]] = {id_: [] for id_ in _METRICS}
    for result in results:
        id_, _, of = result["Id"].rpartition("_")
        if of == str(number):
            _require_answer(result)
            times, values = result.get("Timestamps", ()), result.get("Values", ())
            points[id_] += zip(times, values, strict=True)
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
