"""Does the topic hand the alert on to anybody?

A topic without a subscription, or with none that was ever confirmed, takes every message and drops
it. An unconfirmed subscription vanishes after 48 hours (docs/facts.md 2.4). Of a webhook that can
never confirm `endpoint.webhook` speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.chat import ChatConfiguration
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import mailed_into, subscriptions, title
from bot.core.subscriptions.webhooks import webhook

CODES = {
    "subscription.none": Status.BROKEN,
    "subscription.all-pending": Status.BROKEN,
    "subscription.pending": Status.AT_RISK,
    "subscription.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Count the topic's subscriptions, and those that wait for confirmation."""
    topic = path.topic
    if not isinstance(topic, Topic):
        return
    if isinstance(topic.subscriptions, ReadFailed):
        says = cannot_read("The topic's subscriptions", topic.subscriptions)
        evidence = said(topic.subscriptions)
        yield finding_factory("subscription.unreadable", topic.arn, says, evidence=evidence)
        return
    pending = [s for s in subscriptions(path) if s.pending]
    waiting = [s for s in pending if not webhook(s)]
    if not topic.subscriptions:
        yield finding_factory("subscription.none", topic.arn, _NONE, evidence=_chats(path, topic))
    elif len(pending) == len(topic.subscriptions) and waiting:
        evidence = tuple(_in_a_channel(waiting))
        yield finding_factory(
            "subscription.all-pending", topic.arn, _all_pending(pending), evidence=evidence
        )
    elif len(pending) < len(topic.subscriptions):
        for subscription in waiting:
            yield _pending(subscription)


def _pending(subscription: Subscription) -> Finding:
    says = (
        f"The subscription {title(subscription)} was never confirmed and gets nothing. "
        "Confirm it from the message that SNS sent, or send the confirmation again."
    )
    evidence = tuple(_in_a_channel([subscription]))
    code, via = "subscription.pending", subscription.id
    return finding_factory(code, subscription.endpoint, says, evidence=evidence, via=via)


def _in_a_channel(waiting: Iterable[Subscription]) -> Iterator[str]:
    """Where the link of a confirmation stands that was mailed into a channel."""
    for subscription in waiting:
        app = mailed_into(subscription)
        if app:
            yield (
                f"{subscription.endpoint} leads into {app}: the message with the link to confirm "
                "stands in the channel that the address belongs to."
            )


_NONE = (
    "The topic has no subscription, so it hands the alert on to nobody. Subscribe the channel, "
    "queue or function that should get it."
)


def _all_pending(pending: list[Subscription]) -> str:
    count = len(pending)
    first = (
        f"The topic's only subscription ({title(pending[0])}) was never confirmed"
        if count == 1
        else f"Not one of the topic's {count} subscriptions was ever confirmed"
    )
    return (
        f"{first}, so nobody gets the alert. Confirm from the message that SNS sent; SNS deletes "
        "an unconfirmed subscription after 48 hours."
    )


def _chats(path: Path, topic: Topic) -> Iterator[str]:
    for chat in path.chats.found:
        if topic.arn in chat.topics:
            yield f"{_where(chat)} lists this topic, but its subscription is gone."


def _where(chat: ChatConfiguration) -> str:
    return f'The chat configuration "{chat.name}" (channel {chat.channel})'
