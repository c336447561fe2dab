"""Reads the event subscriptions of Amazon RDS: those of Neptune and DocumentDB stand there too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.aws.senders._reader import Named, OnTopics, SenderReader, in_each_region
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.senders.rds_events import SENDER

DESCRIBE_SUBSCRIPTIONS = Read("DescribeEventSubscriptions", "rds:DescribeEventSubscriptions")

_SHUT_OUT = ("no-permission", "topic-not-exist")
"""What RDS sets by itself when it cannot publish (RDS API, EventSubscription)."""
_PAGE = 100


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """The subscriptions of each topic's Region that name it; AWS has no filter for that."""
    await reader.step_aside()
    return await in_each_region(topics, lambda region: _subscriptions(reader, region))


async def named(reader: CheckReads, name: str, region: str) -> Named | ReadFailed:
    """A subscription by its name, which RDS keeps in small letters, or its ARN."""
    arn = parse_arn(name)
    listed = await _subscriptions(reader, arn.region if arn else region)
    if isinstance(listed, ReadFailed):
        return listed
    mine = tuple(one for one in listed if name == one.arn or name.lower() == one.name.lower())
    return Named(mine, tuple(one.name for one in listed))


READER = SenderReader(SENDER, (DESCRIBE_SUBSCRIPTIONS,), of_topics, named)


async def _subscriptions(reader: CheckReads, region: str) -> tuple[Subject, ...] | ReadFailed:
    resource = f"arn:{reader.aws.partition}:rds:{region}:{reader.account}:es:*"

    def call() -> tuple[Subject, ...]:
        client = reader.aws.rds(region)
        pages = client.get_paginator("describe_event_subscriptions").paginate(
            PaginationConfig={"PageSize": _PAGE}
        )
        return tuple(
            _subject(raw, reader.account, region)
            for page in pages
            for raw in page["EventSubscriptionsList"]
        )

    return found(
        DESCRIBE_SUBSCRIPTIONS, resource, await reader.ask(DESCRIBE_SUBSCRIPTIONS, resource, call)
    )


def _subject(raw: Mapping[str, Any], account: str, region: str) -> Subject:
    status = text(raw["Status"])
    return Subject(
        sender=SENDER,
        account=account,
        region=region,
        name=text(raw["CustSubscriptionId"]),
        arn=text(raw["EventSubscriptionArn"]),
        topics=(text(raw["SnsTopicArn"]),),
        enabled=bool(raw["Enabled"]),
        inactive=status if status in _SHUT_OUT else "",
    )
