"""The topics of a budget with their subscriptions, as the AWS API shows them to the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from playground.aws.control import SnsMessage, Way
from playground.page.session import Session
from playground.page.troubles import words_of
from playground.slack.shapes import JsonList, JsonObject

CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"
_TITLES = {
    "lambda": "Lambda function",
    "sqs": "SQS queue",
    "email": "E-mail",
    "email-json": "E-mail",
    "sms": "SMS",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What the page shows of a topic, and the KmsMasterKeyId that it has."""

    shown: JsonObject
    key: str
    region: str


def topic(session: Session, arn: str, reaches: Mapping[str, str]) -> Topic:
    """Read one topic; `reaches` is what would become of an alert at each endpoint now."""
    region = region_of(arn)
    shown: JsonObject = {
        "arn": arn,
        "name": arn.rpartition(":")[2],
        "region": region,
        "key": "",
        "policy": "",
        "readable": False,
        "error": "",
        "subscriptions": [],
    }
    sns = session.aws.client("sns", region)
    try:
        attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
        shown |= {"policy": attributes.get("Policy", ""), "readable": True}
        shown["key"] = attributes.get("KmsMasterKeyId", "")
        shown["subscriptions"] = _subscriptions(session, sns, arn, reaches)
    except ClientError as error:
        shown["error"] = words_of(error)
    return Topic(shown, shown["key"], region)


def is_topic(way: Way) -> bool:
    """Whether a way leads to a topic, not to an e-mail address."""
    return way.outcome != "mail"


def region_of(arn: str) -> str:
    """The Region in an ARN; us-east-1 where the text is none."""
    parts = arn.split(":")
    return (parts[3] if len(parts) > 5 else "") or "us-east-1"


def _subscriptions(session: Session, sns: Any, arn: str, reaches: Mapping[str, str]) -> JsonList:
    received = [m for m in session.control.messages(arn) if m.outcome == "delivered"]
    pages = sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=arn)
    found = (one for page in pages for one in page["Subscriptions"])
    return [_subscription(one, reaches, received) for one in found]


def _subscription(
    one: Mapping[str, str], reaches: Mapping[str, str], received: list[SnsMessage]
) -> JsonObject:
    endpoint = one["Endpoint"]
    mine = [m for m in received if (m.endpoint, m.protocol) == (endpoint, one["Protocol"])]
    last = mine[-1] if mine else None
    pending = one["SubscriptionArn"] == "PendingConfirmation"
    return {
        "arn": one["SubscriptionArn"],
        "protocol": one["Protocol"],
        "endpoint": endpoint,
        "title": _title(one["Protocol"], endpoint),
        "state": "pending" if pending else "confirmed",
        "would": reaches.get(endpoint, "pending" if pending else ""),
        "received": len(mine),
        "last": {"subject": last.subject, "at": last.at} if last else None,
    }


def _title(protocol: str, endpoint: str) -> str:
    if endpoint == CHATBOT:
        return "Amazon Q Developer in chat applications"
    name = endpoint.rpartition(":")[2] if protocol in {"lambda", "sqs"} else endpoint
    return f"{_TITLES.get(protocol, protocol)} {name}"
