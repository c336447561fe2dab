"""A topic with a queue behind it, and policies for it and for its key."""

import json
from collections.abc import Mapping
from typing import Any

from tests.conftest import ACCOUNT, EmbeddedAws

NAME = "shared"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:{NAME}"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox"
ROOT = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}


def document(*statements: Any) -> str:
    """A policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def on_topic(service: str, **condition: Mapping[str, object]) -> dict[str, Any]:
    """Lets a service publish."""
    return {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "SNS:Publish",
        "Resource": TOPIC,
        **({"Condition": condition} if condition else {}),
    }


def on_key(service: str, **condition: Mapping[str, object]) -> dict[str, Any]:
    """Lets a service use the key."""
    return {
        **on_topic(service, **condition),
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
        "Resource": "*",
    }


def topic(aws: EmbeddedAws, *statements: Any) -> str:
    """The topic with a queue behind it that takes all."""
    sns, sqs = aws.client("sns"), aws.client("sqs")
    sns.create_topic(Name=NAME, Attributes={"Policy": document(*statements)})
    allow = {**on_topic("sns"), "Action": "sqs:SendMessage", "Resource": QUEUE}
    sqs.create_queue(QueueName="inbox", Attributes={"Policy": document(allow)})
    sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=QUEUE)
    return TOPIC


def encrypt(aws: EmbeddedAws, *statements: Any) -> str:
    """Give the topic a key of its own; the key's ARN."""
    arn = aws.client("kms").create_key(Policy=document(ROOT, *statements))["KeyMetadata"]["Arn"]
    key(aws, arn)
    return str(arn)


def key(aws: EmbeddedAws, name: str) -> None:
    """Name the topic's key, "" for none."""
    aws.client("sns").set_topic_attributes(
        TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue=name
    )


def set_policy(aws: EmbeddedAws, *statements: Any) -> None:
    """Give the topic another policy."""
    aws.client("sns").set_topic_attributes(
        TopicArn=TOPIC, AttributeName="Policy", AttributeValue=document(*statements)
    )


def received(aws: EmbeddedAws) -> list[dict[str, Any]]:
    """What came into the queue since the last look."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName="inbox")["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in messages]
