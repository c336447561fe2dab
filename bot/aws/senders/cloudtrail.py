"""Reads CloudTrail trails, and what CloudTrail says of its own notifications.

Shadow trails are asked for: a trail that records every Region shows in each, and may name a topic
of another one than its own. How it does is asked in its home Region.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads, Once
from bot.aws.reads import Read
from bot.aws.senders._reader import Listed, Named, OnTopics, SenderReader, in_each_region
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport, Subject
from bot.core.senders.cloudtrail import SENDER

DESCRIBE_TRAILS = Read("DescribeTrails", "cloudtrail:DescribeTrails")
GET_STATUS = Read("GetTrailStatus", "cloudtrail:GetTrailStatus")

_LATE = timedelta(minutes=15)
"""CloudTrail delivers files about every five minutes (docs/facts.md 13.2)."""


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """The trails that show in each topic's Region and name it; each one's status once."""
    status = Once[str, Subject](lambda arn: _status(reader, seen[arn]))
    seen: dict[str, Subject] = {}

    async def listed(region: str) -> Listed:
        found = await _trails(reader, region)
        if isinstance(found, ReadFailed):
            return found
        mine = [one for one in found if set(one.topics) & set(topics)]
        seen.update({one.arn: one for one in mine})
        return tuple(await asyncio.gather(*(status.get(one.arn) for one in mine)))

    return await in_each_region(topics, listed)


async def named(reader: CheckReads, name: str, region: str) -> Named | ReadFailed:
    """A trail by its name or its ARN."""
    arn = parse_arn(name)
    listed = await _trails(reader, arn.region if arn else region)
    if isinstance(listed, ReadFailed):
        return listed
    mine = [one for one in listed if name in (one.name, one.arn)]
    return Named(await _with_status(reader, mine), tuple(one.name for one in listed))


READER = SenderReader(SENDER, (DESCRIBE_TRAILS, GET_STATUS), of_topics, named)


async def _trails(reader: CheckReads, region: str) -> tuple[Subject, ...] | ReadFailed:
    resource = f"arn:{reader.aws.partition}:cloudtrail:{region}:{reader.account}:trail/*"

    def call() -> tuple[Subject, ...]:
        client = reader.aws.cloudtrail(region)
        answer = client.describe_trails(includeShadowTrails=True)
        return tuple(_subject(raw) for raw in answer["trailList"])

    return found(DESCRIBE_TRAILS, resource, await reader.ask(DESCRIBE_TRAILS, resource, call))


def _subject(raw: Mapping[str, Any]) -> Subject:
    """`SnsTopicName` is no longer in use (CloudTrail API, Trail)."""
    arn, topic = text(raw["TrailARN"]), text(raw.get("SnsTopicARN") or "")
    parsed = parse_arn(arn)
    if parsed is None:
        raise ValueError(f"CloudTrail answered with a trail whose ARN is {arn!r}.")
    return Subject(
        sender=SENDER,
        account=parsed.account,
        region=text(raw["HomeRegion"]),
        name=text(raw["Name"]),
        arn=arn,
        topics=(topic,) if topic else (),
    )


async def _with_status(reader: CheckReads, trails: Sequence[Subject]) -> tuple[Subject, ...]:
    return tuple(await asyncio.gather(*(_status(reader, one) for one in trails)))


async def _status(reader: CheckReads, trail: Subject) -> Subject:
    def call() -> Subject:
        client = reader.aws.cloudtrail(trail.region)
        answer = client.get_trail_status(Name=trail.arn)
        reports = tuple(_report(answer, topic) for topic in trail.topics)
        told = tuple(one for one in reports if one)
        return replace(trail, enabled=bool(answer["IsLogging"]), reports=told)

    answer = found(GET_STATUS, trail.arn, await reader.ask(GET_STATUS, trail.arn, call))
    return replace(trail, reports=answer) if isinstance(answer, ReadFailed) else answer


def _report(said: Mapping[str, Any], topic: str) -> SenderReport | None:
    """What the status says; None where the trail has notified nobody and says no error.

    A file that was delivered long after the last notification is no proof of a fault: the topic may
    have been named since.
    """
    error = text(said.get("LatestNotificationError") or "")
    notified, delivered = _when(said, "LatestNotificationTime"), _when(said, "LatestDeliveryTime")
    if error:
        return SenderReport(topic, delivered or notified, works=False, says=error)
    if notified is None:
        return None
    if delivered and delivered - notified > _LATE:
        says = f"LatestDeliveryTime is {delivered:%Y-%m-%d %H:%M} UTC, LatestNotificationTime "
        return SenderReport(topic, delivered, None, f"{says}{notified:%Y-%m-%d %H:%M} UTC.")
    return SenderReport(topic, notified, works=True)


def _when(said: Mapping[str, Any], name: str) -> datetime | None:
    value = said.get(name)
    return value.astimezone(UTC) if isinstance(value, datetime) else None
