"""raw-delivery-off."""

from __future__ import annotations

from bot.core.model.subscription import SubscriptionAttributes
from tests.core.build import chats, path, subscription, to_chat, with_subscriptions
from tests.core.fixes.case import Case

RAW = SubscriptionAttributes(raw=True)

CASES = [
    Case(
        "a chat subscription with raw delivery",
        with_subscriptions(to_chat(RAW), chats=chats()),
        ("subscription.raw-to-chatbot",),
        mentions=("SNS envelope", "not touched", "goes back on"),
    ),
    Case(
        "raw delivery to others is theirs",
        with_subscriptions(subscription("https", "https://example.com/x", attributes=RAW)),
        mentions=("Nothing",),
    ),
    Case("a healthy path", path(), mentions=("Nothing",)),
]
