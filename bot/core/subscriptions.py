"""The subscriptions that a check about subscriptions or endpoints looks at."""

from __future__ import annotations

from bot.core.model import Path, Subscription, Topic, Unread

CHATBOT = "sns-api.chatbot.amazonaws.com"
"""The host of the https endpoint of Amazon Q Developer in chat applications (FACTS 5.4)."""


def subscriptions(path: Path) -> tuple[Subscription, ...]:
    """The topic's subscriptions; none where there is no topic or they could not be listed."""
    topic = path.topic
    if not isinstance(topic, Topic) or isinstance(topic.subscriptions, Unread):
        return ()
    return topic.subscriptions


def confirmed(path: Path) -> tuple[Subscription, ...]:
    """The subscriptions that are not pending."""
    return tuple(s for s in subscriptions(path) if not s.pending)


def is_chatbot(subscription: Subscription) -> bool:
    """True for a subscription of Amazon Q Developer in chat applications."""
    host = subscription.endpoint.partition("://")[2].partition("/")[0].lower()
    return host == CHATBOT or host.endswith(f".{CHATBOT}")


def title(subscription: Subscription) -> str:
    """What tells a subscription from its siblings, for people: "lambda arn:aws:lambda:..."."""
    if is_chatbot(subscription):
        return "Amazon Q Developer in chat applications"
    return f"{subscription.protocol} {subscription.endpoint}"
