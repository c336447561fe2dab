from bot.core.model.chat import ChatConfiguration, Chats
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
WEBHOOK = subscription("https", "https://hooks.slack.com/services/T0/B0/X", pending=True)
IN_SLACK = subscription(endpoint="costs-aaaa@example.slack.com", pending=True)
ELSEWHERE = ChatConfiguration("slack", "other", "#other", (f"{TOPIC}-other",))

CASES = [
    Case("one, confirmed", path()),
    Case(
        "none (docs/causes.md S1, superwerker#425)",
        with_subscriptions(),
        ("subscription.none BROKEN",),
        ("no subscription",),
    ),
    Case(
        "none, though a channel is configured (docs/causes.md S3)",
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
        "the only one pending (docs/causes.md S2)",
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
        "both pending, one of them a webhook that never confirms (another check says so)",
        with_subscriptions(PENDING, WEBHOOK),
        ("subscription.all-pending BROKEN",),
    ),
    Case("only such a webhook", with_subscriptions(WEBHOOK)),
    Case("such a webhook beside a live one", with_subscriptions(WEBHOOK, to_function())),
    Case(
        "such a webhook beside a live and a pending one",
        with_subscriptions(WEBHOOK, PENDING, to_function()),
        ("subscription.pending AT_RISK",),
        ("new@example.com",),
    ),
    Case(
        "mailed into a channel",
        with_subscriptions(IN_SLACK, to_function()),
        ("subscription.pending AT_RISK",),
        ("costs-aaaa@example.slack.com leads into Slack", "stands in the channel"),
    ),
    Case(
        "mailed into a channel, and nobody else",
        with_subscriptions(IN_SLACK),
        ("subscription.all-pending BROKEN",),
        ("stands in the channel",),
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
