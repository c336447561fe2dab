"""Reads the alert subscriptions of Cost Anomaly Detection, which lives where Budgets does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.aws.senders._reader import Named, OnTopics, SenderReader, naming
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.senders.cost_anomaly import SENDER

GET_SUBSCRIPTIONS = Read("GetAnomalySubscriptions", "ce:GetAnomalySubscriptions")
_PAGE = 100


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """GetAnomalySubscriptions; AWS has no filter by the topic."""
    await reader.step_aside()
    listed = await _subscriptions(reader)
    return {topic: naming(topic, listed) for topic in topics}


async def named(reader: CheckReads, name: str, _region: str) -> Named | ReadFailed:
    """A subscription by its name, which need not be the only one of that name, or its ARN."""
    listed = await _subscriptions(reader)
    if isinstance(listed, ReadFailed):
        return listed
    mine = tuple(one for one in listed if name in (one.name, one.arn))
    return Named(mine, tuple(one.name for one in listed))


READER = SenderReader(SENDER, (GET_SUBSCRIPTIONS,), of_topics, named)


async def _subscriptions(reader: CheckReads) -> tuple[Subject, ...] | ReadFailed:
    resource = f"arn:{reader.aws.partition}:ce::{reader.account}:anomalysubscription/*"

    def call() -> tuple[Subject, ...]:
        client = reader.aws.cost_explorer()
        pages = client.get_paginator("get_anomaly_subscriptions").paginate(
            PaginationConfig={"PageSize": _PAGE}
        )
        return tuple(
            _subject(raw, reader.account, reader.aws.home)
            for page in pages
            for raw in page["AnomalySubscriptions"]
        )

    return found(GET_SUBSCRIPTIONS, resource, await reader.ask(GET_SUBSCRIPTIONS, resource, call))


def _subject(raw: Mapping[str, Any], account: str, region: str) -> Subject:
    arn = text(raw["SubscriptionArn"])
    parsed = parse_arn(arn)
    told = [one for one in raw["Subscribers"] if text(one["Type"]) == "SNS"]
    return Subject(
        sender=SENDER,
        account=parsed.account if parsed and parsed.account else account,
        region=region,
        name=text(raw["SubscriptionName"]),
        arn=arn,
        topics=tuple(dict.fromkeys(text(one["Address"]) for one in told)),
    )
