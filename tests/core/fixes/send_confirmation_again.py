"""send-confirmation-again: the subscription works once somebody confirms, not before."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model.read import ReadFailed
from tests.core.build import (
    TOPIC,
    path,
    refused,
    subscription,
    to_function,
    topic,
    with_subscriptions,
)
from tests.core.fixes.case import Case

WEBHOOK = subscription("https", "https://hooks.slack.com/services/T0/B0/X", pending=True)
UNREAD: ReadFailed = refused("sns:ListSubscriptionsByTopic")

CASES = [
    Case(
        "nobody has confirmed",
        with_subscriptions(subscription(pending=True)),
        (),
        mentions=("email ops@example.com", "until somebody confirms", "two days"),
        left=("subscription.all-pending",),
    ),
    Case(
        "one of two has not",
        with_subscriptions(replace(to_function(), arn=f"{TOPIC}:1"), subscription(pending=True)),
        (),
        left=("subscription.pending",),
    ),
    Case(
        "an endpoint whose password SNS does not show",
        with_subscriptions(
            subscription("https", "https://me:****@example.com/alerts", pending=True)
        ),
        mentions=("does not show the password",),
    ),
    Case(
        "such an endpoint, and another",
        with_subscriptions(
            subscription("https", "https://me:****@example.com/alerts", pending=True),
            subscription(pending=True),
        ),
        (),
        mentions=("a confirmation to email ops@example.com.", "does not show the password"),
        left=("subscription.all-pending",),
    ),
    Case(
        "a webhook that never confirms",
        with_subscriptions(WEBHOOK),
        mentions=("Nothing",),
    ),
    Case(
        "such a webhook, and another",
        with_subscriptions(WEBHOOK, subscription(pending=True)),
        (),
        mentions=(
            "a confirmation to email ops@example.com.",
            "that leads to a Slack webhook is left out",
        ),
        left=("subscription.all-pending",),
    ),
    Case(
        "unread subscriptions",
        path(topic=topic(subscriptions=UNREAD)),
        mentions=("The topic's subscriptions could not be read",),
    ),
    Case("a healthy path", path(), mentions=("Nothing",)),
]
