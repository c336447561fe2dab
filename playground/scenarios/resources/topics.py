"""Topics with their policy, key and subscriptions."""

from __future__ import annotations

from playground.scenarios.model import Key, Subscription, Topic
from playground.scenarios.resources import keys
from playground.scenarios.resources.clients import Client, Clients


def make(clients: Clients, topic: Topic) -> str:
    """Make `topic`; the ARN of its own key, empty without one."""
    sns = clients.of("sns", topic.account, topic.region)
    made = ""
    attributes = {"Policy": topic.text}
    if isinstance(topic.key, Key):
        made = keys.make(clients, topic.key, topic.region)
        attributes["KmsMasterKeyId"] = made if topic.key.by_arn else f"alias/{topic.key.name}"
    elif topic.key:
        attributes["KmsMasterKeyId"] = topic.key
    if topic.name.endswith(".fifo"):
        attributes["FifoTopic"] = "true"
    sns.create_topic(Name=topic.name, Attributes=attributes)
    for subscription in topic.subscriptions:
        subscribe(sns, topic.arn, subscription)
    if topic.missing:
        sns.delete_topic(TopicArn=topic.arn)
    return made


def subscribe(sns: Client, arn: str, subscription: Subscription) -> None:
    """Subscribe one endpoint."""
    sns.subscribe(
        TopicArn=arn,
        Protocol=subscription.protocol,
        Endpoint=subscription.endpoint,
        Attributes=dict(subscription.attributes),
        ReturnSubscriptionArn=True,
    )
