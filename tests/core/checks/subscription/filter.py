import json

from bot.core.model.subscription import SubscriptionAttributes
from tests.core.build import (
    path,
    refused,
    sender,
    subject_path,
    subscription,
    to_chat,
    topic,
    with_subscriptions,
)
from tests.core.checks.case import Case

DROPS = ("subscription.filtered-out BROKEN",)
UNCLEAR = ("subscription.filter-undecidable UNKNOWN",)
CACHE = '{"ElastiCache:FailoverComplete": [{"exists": true}]}'


def filtered(
    title: str,
    policy: object,
    expected: tuple[str, ...] = (),
    scope: str = "MessageAttributes",
) -> Case:
    text = policy if isinstance(policy, str) else json.dumps(policy)
    attributes = SubscriptionAttributes(filter_policy=text, filter_scope=scope)
    return Case(title, with_subscriptions(subscription(attributes=attributes)), expected)


FILTER = SubscriptionAttributes('{"state": ["ALARM"]}', "MessageBody")
FILTERED = topic(subscriptions=(subscription(attributes=FILTER),))

CASES = [
    Case("no filter", path()),
    Case(
        "an alarm's body, which is JSON: what the filter makes of it is not known",
        subject_path(sender("alarm"), topic=FILTERED),
        UNCLEAR,
        ("an alarm notification",),
    ),
    filtered("an empty filter", {}),
    filtered("only without the attribute", {"env": [{"exists": False}]}, UNCLEAR),
    filtered("an attribute's value (docs/causes.md S4)", {"env": ["prod"]}, DROPS),
    filtered("anything on the body", {"x": [{"exists": False}]}, DROPS, "MessageBody"),
    filtered("an operator of tomorrow", {"env": [{"sounds-like": "prod"}]}, UNCLEAR),
    filtered("a scope of tomorrow", {"env": ["prod"]}, UNCLEAR, "MessageDreams"),
    filtered("not JSON", "{", UNCLEAR),
    Case(
        "the channel of Amazon Q, filtered for others (terraform-provider-aws#42752)",
        with_subscriptions(to_chat(SubscriptionAttributes(CACHE, "MessageBody"))),
        DROPS,
        ("Remove the filter, or give the budget a topic of its own", "a topic only once"),
        never=("a subscription without one",),
    ),
    Case(
        "pending ones show no attributes",
        with_subscriptions(subscription(pending=True, attributes=refused())),
    ),
    Case(
        "refused",
        with_subscriptions(subscription(attributes=refused("sns:GetSubscriptionAttributes"))),
        ("subscription.unreadable UNKNOWN",),
        ("sns:GetSubscriptionAttributes", "ops@example.com"),
        unread=True,
    ),
]
