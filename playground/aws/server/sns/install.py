"""Serves SNS with ours in front."""

from playground.aws.server.plane import Plane
from playground.aws.server.service import extend
from playground.aws.server.sns import delivery, metrics, subscriptions, topics


def install(plane: Plane) -> None:
    """Serve SNS, and its routes of the control plane."""
    delivery.install()
    extend(
        "sns",
        {
            "CreateTopic": topics.create_topic,
            "GetTopicAttributes": topics.of_arn(topics.as_it_is),
            "SetTopicAttributes": topics.of_arn(topics.set_topic_attributes),
            "Publish": topics.of_arn(topics.as_it_is),
            "Subscribe": topics.of_arn(subscriptions.subscribe),
            "Unsubscribe": subscriptions.unsubscribe,
            "ListSubscriptions": subscriptions.list_all,
            "ListSubscriptionsByTopic": topics.of_arn(subscriptions.list_by_topic),
            "GetSubscriptionAttributes": subscriptions.with_arn,
            "SetSubscriptionAttributes": subscriptions.with_arn,
        },
    )
    plane.add("POST", "/sns/confirm", subscriptions.confirm)
    plane.add("GET", "/sns/messages", delivery.records)
    plane.add("POST", "/metrics", metrics.put)
    plane.on_reset(delivery.reset)
