"""Does a chat subscription get the message in the form that it understands?

Amazon Q Developer in chat applications reads the SNS envelope; with raw message delivery on it gets
the bare text and drops it (docs/facts.md 5.4).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.subscriptions.subscription import confirmed, is_chatbot

CODES = {"subscription.raw-to-chatbot": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Read RawMessageDelivery of the chat subscriptions."""
    for subscription in confirmed(path):
        attributes = subscription.attributes
        if (
            is_chatbot(subscription)
            and isinstance(attributes, SubscriptionAttributes)
            and attributes.raw
        ):
            says = (
                "Raw message delivery is on for the chat subscription, and Amazon Q Developer in "
                "chat applications does not show raw messages. Turn raw message delivery off."
            )
            code, via = "subscription.raw-to-chatbot", subscription.id
            yield finding_factory(code, subscription.arn, says, via=via)
