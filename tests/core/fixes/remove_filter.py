"""remove-filter."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model.subscription import SubscriptionAttributes
from tests.core.build import TOPIC, path, subscription, to_function, with_subscriptions
from tests.core.fixes.case import Case

DROPS = SubscriptionAttributes('{"kind": ["alarm"]}')
BODY = SubscriptionAttributes('{"kind": ["alarm"]}', "MessageBody")
ODD = SubscriptionAttributes('{"kind": [{"new-operator": 1}]}')

CASES = [
    Case(
        "a filter on attributes",
        with_subscriptions(subscription(attributes=DROPS)),
        ("subscription.filtered-out",),
        mentions=("Every message of the topic then reaches email ops@example.com", "word for word"),
    ),
    Case(
        "a filter on the body, beside a subscription that works",
        with_subscriptions(replace(to_function(), arn=f"{TOPIC}:1"), subscription(attributes=BODY)),
        ("subscription.filtered-out",),
        mentions=(
            "email ops@example.com",
            "cannot be undone here: the filter works on the message",
        ),
        absent=("reaches lambda", "word for word"),
    ),
    Case(
        "two filters",
        with_subscriptions(
            replace(to_function(), arn=f"{TOPIC}:1", attributes=DROPS),
            subscription(attributes=BODY),
        ),
        ("subscription.filtered-out",),
        mentions=("function:alerts and email ops@example.com",),
    ),
    Case(
        "a filter that is not understood is not removed",
        with_subscriptions(subscription(attributes=ODD)),
        mentions=("Nothing",),
    ),
    Case("a healthy path", path(), mentions=("Nothing",)),
]
