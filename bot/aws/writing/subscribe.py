"""sns:Subscribe of a pending endpoint: SNS sends its confirmation again, and makes nothing twice.

It leaves no trace that could be read: what it was about is there before and after.
"""

from __future__ import annotations

import json

from bot.aws.reads import LIST_SUBSCRIPTIONS
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread


def _current(spot: Spot) -> str | Absent | Unread:
    """The subscription's text where the topic has one for this endpoint, else ""."""
    arn, wanted = spot.write.resource, json.loads(spot.write.after)

    def call() -> str:
        paginator = spot.reading.sns(spot.region).get_paginator("list_subscriptions_by_topic")
        listed = [s for page in paginator.paginate(TopicArn=arn) for s in page["Subscriptions"]]
        there = any(all(s.get(k) == v for k, v in wanted.items()) for s in listed)
        return spot.write.after if there else ""

    return spot.reading.ask(LIST_SUBSCRIPTIONS, arn, call)


def _call(spot: Spot) -> str:
    wanted = json.loads(spot.write.after)
    made = spot.writing.sns(spot.region).subscribe(
        TopicArn=spot.write.resource, Protocol=wanted["Protocol"], Endpoint=wanted["Endpoint"]
    )
    return made.get("SubscriptionArn", "")


KIND = WriteKind("sns:Subscribe", ("sns:Subscribe",), (LIST_SUBSCRIPTIONS,), _current, _call)
