"""Reads a topic's subscriptions, their attributes and what stands behind them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.aws.endpoints import Targets
from bot.aws.errors import found
from bot.aws.reader import CheckReads
from bot.aws.reads import GET_SUBSCRIPTION, LIST_SUBSCRIPTIONS
from bot.core.arns import Arn
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes

if TYPE_CHECKING:
    from mypy_boto3_sns.type_defs import SubscriptionTypeDef

_DELETED = "Deleted"
"""What SNS lists in place of the ARN for a while after somebody has unsubscribed. AWS does not
document it; seen by users (ansible/ansible#20086)."""


@dataclass(frozen=True, slots=True)
class _Attributes:
    """GetSubscriptionAttributes, with the part that is not about delivery."""

    pending: bool
    attributes: SubscriptionAttributes


async def subscriptions(
    reader: CheckReads, topic: str, arn: Arn, targets: Targets
) -> tuple[Subscription, ...] | ReadFailed:
    """All subscriptions of the topic; all are ReadFailed where one page is."""
    aws = reader.aws

    def call() -> list[Subscription]:
        paginator = aws.sns(arn.region).get_paginator("list_subscriptions_by_topic")
        pages = paginator.paginate(TopicArn=topic)
        listed = [_listed(raw) for page in pages for raw in page["Subscriptions"]]
        return [subscription for subscription in listed if subscription.arn != _DELETED]

    result = await reader.ask(LIST_SUBSCRIPTIONS, topic, call)
    listed = found(LIST_SUBSCRIPTIONS, topic, result)
    if isinstance(listed, ReadFailed):
        return listed
    read = await asyncio.gather(*(_whole(reader, s, arn, targets) for s in listed))
    return tuple(subscription for subscription in read if subscription)


def _listed(raw: SubscriptionTypeDef) -> Subscription:
    """A pending subscription is listed with a word in place of its ARN (docs/facts.md 2.4)."""
    arn = raw["SubscriptionArn"]
    return Subscription(arn, raw["Protocol"], raw["Endpoint"], not arn.startswith("arn:"))


async def _whole(
    reader: CheckReads, listed: Subscription, topic: Arn, targets: Targets
) -> Subscription | None:
    """The subscription with its attributes and target; None where it has gone since."""
    if listed.pending:
        return listed
    attributes, target = await asyncio.gather(
        _attributes(reader, listed.arn, topic), targets.get(listed.protocol, listed.endpoint)
    )
    if isinstance(attributes, NotFound):
        return None
    if isinstance(attributes, ReadFailed):
        return replace(listed, attributes=attributes, target=target)
    return replace(
        listed,
        pending=attributes.pending,
        attributes=attributes.attributes,
        target=target,
    )


async def _attributes(
    reader: CheckReads, arn: str, topic: Arn
) -> _Attributes | NotFound | ReadFailed:
    aws = reader.aws

    def call() -> _Attributes:
        answer = aws.sns(topic.region).get_subscription_attributes(SubscriptionArn=arn)
        said = answer["Attributes"]
        if said["SubscriptionArn"] != arn:  # SNS shows it of every subscription, filtered or not
            raise ValueError(f"SNS answered for {said['SubscriptionArn']}.")
        return _Attributes(
            pending=said.get("PendingConfirmation") == "true",
            attributes=SubscriptionAttributes(
                filter_policy=said.get("FilterPolicy"),
                filter_scope=said.get("FilterPolicyScope") or "MessageAttributes",
                raw=said.get("RawMessageDelivery") == "true",
                redrive_policy=said.get("RedrivePolicy"),
            ),
        )

    return await reader.ask(GET_SUBSCRIPTION, arn, call)
