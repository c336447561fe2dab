"""The subscriptions that a check about subscriptions or endpoints looks at."""

from __future__ import annotations

import re

from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic

CHATBOT = "sns-api.chatbot.amazonaws.com"
"""The host of the https endpoint of Amazon Q Developer in chat applications (docs/facts.md 5.4)."""


def subscriptions(path: Path) -> tuple[Subscription, ...]:
    """The topic's subscriptions; none where there is no topic or they could not be listed."""
    topic = path.topic
    if not isinstance(topic, Topic) or isinstance(topic.subscriptions, ReadFailed):
        return ()
    return topic.subscriptions


def confirmed(path: Path) -> tuple[Subscription, ...]:
    """The subscriptions that are not pending."""
    return tuple(s for s in subscriptions(path) if not s.pending)


def is_chatbot(subscription: Subscription) -> bool:
    """True for a subscription of Amazon Q Developer in chat applications."""
    name = host(subscription.endpoint)
    return name == CHATBOT or name.endswith(f".{CHATBOT}")


def host(address: str) -> str:
    """The host of a web address, in small letters; "" for what is none."""
    found = _WEB.match(address)
    return found["host"].lower().rstrip(".") if found else ""


# Scheme, then what may stand before the host (a name and a password), the host, its port.
_WEB = re.compile(r"https?://(?:[^/?#]*@)?(?P<host>[^/?#@:]*)", re.IGNORECASE)

UNSEEN = (
    "What happens to the alert behind HTTPS, SMS, Firehose, a mobile app or a function is not seen "
    "from here."
)
_INTO_THE_UNSEEN = frozenset({"http", "https", "sms", "firehose", "application", "lambda"})


def is_unseen(subscription: Subscription) -> bool:
    """True for a confirmed subscription behind which nothing can be looked at."""
    protocol, pending = subscription.protocol, subscription.pending
    return protocol in _INTO_THE_UNSEEN and not pending and not is_chatbot(subscription)


_MAILED_INTO = {"slack.com": "Slack", "teams.ms": "Microsoft Teams"}
"""Under each of these domains the e-mail addresses are those of channels in an app."""


def mailed_into(subscription: Subscription) -> str:
    """The chat app whose channel an e-mail subscription's address belongs to; "" for any other."""
    if subscription.protocol not in ("email", "email-json"):
        return ""
    domain = subscription.endpoint.rpartition("@")[2].lower()
    return next((app for one, app in _MAILED_INTO.items() if domain.endswith(f".{one}")), "")


def title(subscription: Subscription) -> str:
    """What tells a subscription from its siblings, for people: "lambda arn:aws:lambda:..."."""
    if is_chatbot(subscription):
        return "Amazon Q Developer in chat applications"
    return f"{subscription.protocol} {subscription.endpoint}"
