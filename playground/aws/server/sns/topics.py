"""Topics: their default policy, and the attributes that SNS refuses or forgets."""

import json
from typing import Any

from ministack.services import sns

from playground.aws.server.asgi import Answer
from playground.aws.server.service import Invocation, Operation
from playground.aws.server.sns.documents import check, invalid

_OWNER_ACTIONS = (
    *("GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission"),
    *("DeleteTopic", "Subscribe", "ListSubscriptionsByTopic", "Publish"),
)


def default_policy(arn: str) -> str:
    """What SNS writes on a new topic: only its owner's account may use it (docs/facts.md 2.2)."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{name}" for name in _OWNER_ACTIONS],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": arn.split(":")[4]}},
    }
    document = {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
    return json.dumps(document)


def attributes_of(given: dict[str, Any]) -> dict[str, str]:
    """The `Attributes` map of a query call."""
    found = {}
    number = 1
    while f"Attributes.entry.{number}.key" in given:
        entry = f"Attributes.entry.{number}"
        found[given[f"{entry}.key"]] = given.get(f"{entry}.value", "")
        number += 1
    return found


async def as_it_is(call: Invocation) -> Answer:
    """Ministack's own."""
    return await call.inner()


def of_arn(operation: Operation) -> Operation:
    """An operation on a topic, which SNS refuses where TopicArn is no ARN or of another Region."""

    async def run(call: Invocation) -> Answer:
        arn = str(call.given.get("TopicArn", ""))
        parts = arn.split(":")
        if arn and len(parts) < 6:
            raise invalid(
                f"TopicArn Reason: An ARN must have at least 6 elements, not {len(parts)}"
            )
        if arn and (parts[2] != "sns" or parts[3] != call.region):
            raise invalid("TopicArn")
        return await operation(call)

    return run


async def create_topic(call: Invocation) -> Answer:
    """CreateTopic; one that exists is answered as it is."""
    attributes = attributes_of(call.given)
    if attributes.get("Policy"):
        check(attributes["Policy"])
    arn = f"arn:aws:sns:{call.region}:{call.account}:{call.given.get('Name', '')}"
    is_new = arn not in sns._topics
    answer = await call.inner()
    topic = sns._topics.get(arn)
    if is_new and topic is not None:
        if not attributes.get("Policy"):
            topic["attributes"]["Policy"] = default_policy(arn)
        _forget_empty(topic)
    return answer


async def set_topic_attributes(call: Invocation) -> Answer:
    """SetTopicAttributes; an empty policy brings the default back, an empty key turns it off."""
    given = call.given
    if given.get("AttributeName") == "Policy" and given.get("AttributeValue"):
        check(given["AttributeValue"])
    answer = await call.inner()
    topic = sns._topic_by_arn_any_scope(given.get("TopicArn", ""))
    if topic is not None:
        if not topic["attributes"].get("Policy"):
            topic["attributes"]["Policy"] = default_policy(topic["arn"])
        _forget_empty(topic)
    return answer


def _forget_empty(topic: dict[str, Any]) -> None:
    # KmsMasterKeyId is returned only where the topic is encrypted (docs/facts.md 2.1).
    if not topic["attributes"].get("KmsMasterKeyId"):
        topic["attributes"].pop("KmsMasterKeyId", None)
