"""sns:Subscribe: SNS makes no subscription twice.

Of a pending endpoint SNS sends the confirmation again. That leaves no trace that could be read: the
subscription is pending before and after. Of budget-check's own function the subscription is there
at once, for the function is of the topic's account; it can have a RedrivePolicy, which SNS shows
with the subscription's attributes alone.
"""

from __future__ import annotations

import json

from bot.aws.reads import GET_SUBSCRIPTION, LIST_SUBSCRIPTIONS
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed

_LISTED = ("Endpoint", "Protocol")
_KEPT = "RedrivePolicy"


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    """While the endpoint is pending what the plan found, "" without one.

    Confirmed it is what is there, in the words of what the plan writes; a write that leaves no
    trace came too late then.
    """
    arn, wanted = target.write.resource, json.loads(target.write.after)
    sns = target.reading.sns(target.region)

    def arns() -> list[str]:
        paginator = sns.get_paginator("list_subscriptions_by_topic")
        listed = [s for page in paginator.paginate(TopicArn=arn) for s in page["Subscriptions"]]
        fitting = (s for s in listed if all(s.get(k) == wanted[k] for k in _LISTED))
        return [s["SubscriptionArn"] for s in fitting]

    found = target.reading.ask(LIST_SUBSCRIPTIONS, arn, arns)
    if isinstance(found, NotFound | ReadFailed):
        return found
    made = next((one for one in found if one.startswith("arn:")), None)
    if made is None:
        return target.write.before if found else ""
    if not target.write.leaves_a_trace:
        return "Confirmed"
    return _with_its_queue(target, made) if _KEPT in wanted else target.write.after


def _with_its_queue(target: WriteTarget, arn: str) -> str | NotFound | ReadFailed:
    wanted = json.loads(target.write.after)

    def kept() -> str:
        sns = target.reading.sns(target.region)
        said = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        there = {_KEPT: json.loads(said[_KEPT])} if said.get(_KEPT) else {}
        return json.dumps({**{name: wanted[name] for name in _LISTED}, **there})

    return target.reading.ask(GET_SUBSCRIPTION, arn, kept)


def _call(target: WriteTarget) -> str:
    wanted = json.loads(target.write.after)
    attributes = {_KEPT: json.dumps(wanted[_KEPT])} if _KEPT in wanted else {}
    made = target.writing.sns(target.region).subscribe(
        TopicArn=target.write.resource,
        Protocol=wanted["Protocol"],
        Endpoint=wanted["Endpoint"],
        Attributes=attributes,
    )
    return made.get("SubscriptionArn", "")


KIND = WriteKind(
    "sns:Subscribe",
    ("sns:Subscribe",),
    (LIST_SUBSCRIPTIONS, GET_SUBSCRIPTION),
    _current,
    _call,
)
