"""Does the alert go to a chat service's webhook, which SNS cannot speak to?

SNS delivers to a web endpoint only once it has confirmed; the incoming webhook of Slack, Teams,
Discord and their like takes messages of its own form alone, so it never does, and one that somebody
confirmed for it would be sent what it does not take.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import subscriptions
from bot.core.subscriptions.webhooks import Webhook, webhook

CODES = {
    "endpoint.webhook-cannot-confirm": Status.BROKEN,
    "endpoint.webhook-unproven": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Recognise each web endpoint by its host."""
    if not isinstance(path.topic, Topic):
        return
    for subscription in subscriptions(path):
        kind = webhook(subscription)
        if kind:
            yield from _one(kind, subscription)


def _one(kind: Webhook, subscription: Subscription) -> Iterator[Finding]:
    endpoint, via = subscription.endpoint, subscription.id
    if subscription.pending:
        says = f"{_PENDING[kind.programmable].format(kind.title)} {_instead(kind)}"
        yield finding_factory("endpoint.webhook-cannot-confirm", endpoint, says, via=via)
    elif not kind.programmable:
        says = f"{_CONFIRMED.format(kind.title)} {_instead(kind)}"
        yield finding_factory("endpoint.webhook-unproven", endpoint, says, via=via)


def _instead(kind: Webhook) -> str:
    function = "subscribe a function that posts to it"
    if kind.in_amazon_q:
        return f"Use Amazon Q Developer in chat applications instead, or {function}."
    return f"{function[0].upper()}{function[1:]} instead."


_PENDING = {
    False: "The subscription leads to {}, which can never confirm it: it takes messages of its own "
    "form alone and does not answer SNS, so nothing is ever sent there.",
    True: "The subscription leads to {}, which does not confirm it by itself, so nothing is sent "
    "there. If yours was built to answer SNS, subscribe it again by hand.",
}
_CONFIRMED = (
    "The subscription to {} is confirmed, but whether anything of the alert shows there is not "
    "known: such an address takes messages of its own form alone, and SNS sends another."
)
