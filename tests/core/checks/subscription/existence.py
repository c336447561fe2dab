from bot.core.model import ChatConfiguration, Chats
from tests.core.build import (
    TOPIC,
    chats,
    path,
    refused,
    subscription,
    to_function,
    topic,
    with_subscriptions,
)
from tests.core.checks.case import Case

PENDING = subscription(endpoint="new@example.com", pending=True)
SECOND = subscription(endpoint="second@example.com", pending=True)
ELSEWHERE = ChatConfiguration("slack", "other", "#other", (f"{TOPIC}-other",))

CASES = [
    Case("one, confirmed", path()),
    Case(
        "none (CAUSES S1, superwerker#425)",
        with_subscriptions(),
        ("subscription.none BROKEN",),
        ("no subscription",),
    ),
    Case(
        "none, though a channel is configured (CAUSES S3)",
        with_subscriptions(chats=chats()),
        ("subscription.none BROKEN",),
        ('"cost-alerts"', "#costs"),
    ),
    Case(
        "none, and a channel for another topic",
        with_subscriptions(chats=Chats((ELSEWHERE,))),
        ("subscription.none BROKEN",),
    ),
    Case(
        "the only one pending (CAUSES S2)",
        with_subscriptions(PENDING),
        ("subscription.all-pending BROKEN",),
        ("new@example.com", "48 hours"),
    ),
    Case(
        "both pending",
        with_subscriptions(PENDING, SECOND),
        ("subscription.all-pending BROKEN",),
        ("Not one of the topic's 2 subscriptions",),
    ),
    Case(
        "one of two pending",
        with_subscriptions(PENDING, to_function()),
        ("subscription.pending AT_RISK",),
        ("new@example.com",),
    ),
    Case(
        "refused",
        path(topic=topic(subscriptions=refused("sns:ListSubscriptionsByTopic"))),
        ("subscription.unreadable UNKNOWN",),
        ("sns:ListSubscriptionsByTopic",),
        unread=True,
    ),
    Case("an unread topic", path(topic=refused()), unread=True),
]
