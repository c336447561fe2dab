"""Reads what CloudWatch counted for a topic: evidence, never proof (docs/facts.md 2.6)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from bot.aws.errors import found
from bot.aws.reader import CheckReads
from bot.aws.reads import GET_METRICS
from bot.core.arns import Arn
from bot.core.model.budget import Budget
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Traffic
from bot.core.period import period_start

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef, MetricDataResultTypeDef

# CloudWatch keeps values of 5 minutes for 63 days, finer ones for 15 days only.
_PERIOD = 300
_KEPT = timedelta(days=63)
_TOPICS = 125
"""GetMetricData takes 500 queries a call."""

_METRICS = {
    "published": "NumberOfMessagesPublished",
    "delivered": "NumberOfNotificationsDelivered",
    "failed": "NumberOfNotificationsFailed",
    "filtered_out": "NumberOfNotificationsFilteredOut",
}
Point = tuple[datetime, float]


@dataclass(frozen=True, slots=True)
class Counted:
    """What CloudWatch counted for a topic, by the fields of Traffic."""

    points: Mapping[str, Sequence[Point]]

    def since(self, start: datetime) -> Traffic:
        """The sums from the 5 minutes on that `start` lies in, which CloudWatch counts as one."""
        whole = start - timedelta(seconds=start.timestamp() % _PERIOD)
        points = {id_: [p for p in self.points[id_] if p[0] >= whole] for id_ in _METRICS}
        return Traffic(
            since=start,
            published=_sum(points["published"]),
            delivered=_sum(points["delivered"]),
            failed=_sum(points["failed"]),
            filtered_out=_sum(points["filtered_out"]),
            last_published=_last(points["published"]),
            last_delivered=_last(points["delivered"]),
        )


_Answer = dict[str, Counted] | ReadFailed


def since(budget: object, now: datetime) -> datetime:
    """The start of the budget's period, of the month where it is not known; at most 63 days ago."""
    now = now.astimezone(UTC)
    known = budget if isinstance(budget, Budget) else Budget("", "")
    return max(min(period_start(known, now) or now - _KEPT, now), now - _KEPT)


class Metrics:
    """The metrics of one check: one call for 125 topics of a Region, once all are known.

    That takes no longer: each topic's own chain has further to go. `start` is where the earliest
    period begins that anybody asks for.
    """

    def __init__(
        self,
        reader: CheckReads,
        now: datetime,
        start: Callable[[], Awaitable[datetime]],
        complete: asyncio.Event,
    ) -> None:
        self._reader = reader
        self._now = now.astimezone(UTC)
        self._start = start
        self._complete = complete
        self._open: dict[str, tuple[set[str], asyncio.Task[_Answer]]] = {}

    async def of(self, address: str, arn: Arn) -> Counted | ReadFailed:
        """What was counted for a topic since the start."""
        names, answer = self._open.get(arn.region) or self._begin(arn.region)
        names.add(arn.resource)
        if len(names) == _TOPICS:
            del self._open[arn.region]  # this call is full: the next topic begins another one
        counted = await answer
        if isinstance(counted, ReadFailed):
            return ReadFailed(counted.action, address, counted.cause, counted.detail)
        return counted[arn.resource]

    def _begin(self, region: str) -> tuple[set[str], asyncio.Task[_Answer]]:
        names: set[str] = set()
        self._open[region] = (names, asyncio.ensure_future(self._ask(region, names)))
        return self._open[region]

    async def _ask(self, region: str, wanted: set[str]) -> _Answer:
        await self._complete.wait()
        if self._open.get(region, ((), None))[0] is wanted:
            del self._open[region]
        names = tuple(sorted(wanted))
        start, aws = await self._start(), self._reader.aws

        def call() -> dict[str, Counted]:
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
            points = _points([r for page in pages for r in page["MetricDataResults"]])
            return {name: _counted(points, n) for n, name in enumerate(names)}

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


def _counted(points: Mapping[str, Sequence[Point]], number: int) -> Counted:
    """One topic's. KeyError: CloudWatch answers each query, also where nothing was counted."""
    return Counted({metric: points[f"{metric}_{number}"] for metric in _METRICS})


def _points(results: Sequence[MetricDataResultTypeDef]) -> dict[str, list[Point]]:
    """The points of each query by its id; a page may carry a part of a query's."""
    last = {result["Id"]: result for result in results}
    for result in last.values():
        _require_all(result)
    found: dict[str, list[Point]] = {id_: [] for id_ in last}
    for result in results:
        pairs = zip(result["Timestamps"], result["Values"], strict=True)
        found[result["Id"]] += [(time.astimezone(UTC), float(value)) for time, value in pairs]
    return found


def _require_all(result: MetricDataResultTypeDef) -> None:
    """GetMetricData refuses one metric, or gives a part of it, inside an answer that succeeds."""
    status = result["StatusCode"]
    if status == "Complete":
        return
    words = [message.get("Value", "") for message in result.get("Messages", ())]
    says = " ".join(words) or f"CloudWatch answered {status} for one of the topic's metrics."
    code = "AccessDenied" if status == "Forbidden" else status
    raise ClientError({"Error": {"Code": code, "Message": says}}, GET_METRICS.operation)


def _sum(points: Iterable[Point]) -> float:
    return sum(value for _, value in points)


def _last(points: Iterable[Point]) -> datetime | None:
    return max((time for time, value in points if value), default=None)
