"""sns:Subscribe: SNS makes no subscription twice.

Of a pending endpoint SNS sends the confirmation again. That leaves no trace that could be read: the
subscription is pending before and after. Of budget-check's own function the subscription is there
at once, for the function is of the topic's account.
"""

from __future__ import annotations

import json

from bot.aws.reads import LIST_SUBSCRIPTIONS
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model import NotFound, ReadFailed


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    """While the endpoint is pending what the plan found, "" without one.

    Confirmed it is what the plan writes; a write that leaves no trace came too late then.
    """
    arn, wanted = target.write.resource, json.loads(target.write.after)

    def call() -> str:
        paginator = target.reading.sns(target.region).get_paginator("list_subscriptions_by_topic")
        listed = [s for page in paginator.paginate(TopicArn=arn) for s in page["Subscriptions"]]
        fitting = (s for s in listed if all(s.get(k) == v for k, v in wanted.items()))
        arns = [s["SubscriptionArn"] for s in fitting]
        if any(arn.startswith("arn:") for arn in arns):
            return target.write.after if target.write.leaves_a_trace else "Confirmed"
        return target.write.before if arns else ""

    return target.reading.ask(LIST_SUBSCRIPTIONS, arn, call)


def _call(target: WriteTarget) -> str:
    wanted = json.loads(target.write.after)
    made = target.writing.sns(target.region).subscribe(
        TopicArn=target.write.resource, Protocol=wanted["Protocol"], Endpoint=wanted["Endpoint"]
    )
    return made.get("SubscriptionArn", "")


KIND = WriteKind("sns:Subscribe", ("sns:Subscribe",), (LIST_SUBSCRIPTIONS,), _current, _call)
