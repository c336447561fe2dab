"""Cost Anomaly Detection: subscriptions, an anomaly that is told, and AWS's mail of a refusal."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from playground.aws.delivery_rules.sender import ANOMALIES
from playground.aws.server.asgi import Answer
from playground.aws.server.mails import mail
from playground.aws.server.modelled import check
from playground.aws.server.plane import Plane
from playground.aws.server.senders.attempts import attempt
from playground.aws.server.senders.path import Source
from playground.aws.server.service import Invocation, Operation, RefusedError, extend
from playground.aws.server.wire import json_answer

Subscription = dict[str, Any]
_subscriptions: dict[str, Subscription] = {}
"""By ARN, which holds the account."""
_FAILURE = (
    "Hello,\n\nAWS Cost Anomaly Detection was unable to publish to your SNS topic {topic}. Please "
    "ensure that AWS Cost Anomaly Detection is allowed to publish to this SNS topic."
)
"""In the words of public reports (docs/facts.md 13.2); the whole mail is published nowhere."""


def links() -> Iterator[tuple[Source, str]]:
    """Each subscription with each topic among its subscribers."""
    for arn, one in _subscriptions.items():
        for subscriber in one["Subscribers"]:
            if subscriber["Type"] == "SNS":
                source = Source(ANOMALIES, one["AccountId"], one["SubscriptionName"], arn)
                yield source, subscriber["Address"]


def speak(source: Source) -> None:
    """An anomaly is found. Of a refusal AWS mails, whatever refused it."""
    one = _subscriptions[source.arn]
    for subscriber in one["Subscribers"]:
        topic = subscriber["Address"]
        if subscriber["Type"] != "SNS":
            mail(source.account, topic, "AWS Cost Anomaly Detection", "An anomaly was detected.")
            continue
        body = json.dumps({"anomalyId": str(uuid.uuid4()), "monitorArn": one["MonitorArnList"][0]})
        if attempt(source, topic, "AWS Cost Anomaly Detection", body).refused:
            words = _FAILURE.format(topic=topic)
            mail(source.account, "account contact", "AWS Cost Anomaly Detection", words)


async def _create(call: Invocation) -> Answer:
    wanted = call.given["AnomalySubscription"]
    daily = wanted["Frequency"] != "IMMEDIATE"
    if any((one["Type"] == "SNS") == daily for one in wanted["Subscribers"]):
        words = "Daily or weekly frequencies only support Email subscriptions"
        raise RefusedError(
            "ValidationException",
            words if daily else "Immediate frequency only supports SNS subscriptions",
        )
    arn = f"arn:aws:ce::{call.account}:anomalysubscription/{uuid.uuid4()}"
    people = [{**one, "Status": "CONFIRMED"} for one in wanted["Subscribers"]]
    own = {"SubscriptionArn": arn, "AccountId": call.account, "Subscribers": people}
    _subscriptions[arn] = {**wanted, **own}
    return json_answer({"SubscriptionArn": arn})


async def _list(call: Invocation) -> Answer:
    named, monitor = call.given.get("SubscriptionArnList"), call.given.get("MonitorArn")
    size, start = int(call.given.get("MaxResults", 100)), call.given.get("NextPageToken", "0")
    if not str(start).isdigit():
        raise RefusedError("InvalidNextTokenException", "The token is not valid.")
    every = [
        one
        for arn, one in _subscriptions.items()
        if one["AccountId"] == call.account
        and (not named or arn in named)
        and (not monitor or monitor in one["MonitorArnList"])
    ]
    end = int(start) + size
    rest = {"NextPageToken": str(end)} if end < len(every) else {}
    return json_answer({"AnomalySubscriptions": every[int(start) : end], **rest})


async def _delete(call: Invocation) -> Answer:
    arn = str(call.given["SubscriptionArn"])
    if _subscriptions.get(arn, {}).get("AccountId") != call.account:
        raise RefusedError("UnknownSubscriptionException", f"There is no subscription {arn}.")
    del _subscriptions[arn]
    return json_answer({})


def _checked(name: str, operation: Operation) -> Operation:
    async def run(call: Invocation) -> Answer:
        check("ce", name, call.given)
        return await operation(call)

    return run


def install(plane: Plane) -> None:
    """Serve them; ministack has nothing of Cost Explorer."""
    operations = {
        "CreateAnomalySubscription": _create,
        "GetAnomalySubscriptions": _list,
        "DeleteAnomalySubscription": _delete,
    }
    extend("ce", {name: _checked(name, one) for name, one in operations.items()})
    plane.on_reset(_subscriptions.clear)
