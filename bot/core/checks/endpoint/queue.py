"""Does the SQS queue take the topic's messages?

A queue's policy must let SNS send for this topic (docs/facts.md 2.4); one that does not drops the
alert without a word to the topic's owner. That a queue is gone is never concluded: SQS answers
"does not exist" also to a caller without the right (docs/facts.md 11a).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import said
from bot.core.checks.endpoint._delivery import (
    Delivery,
    DeliveryAnswer,
    answer,
    other_name,
    refused,
    untold,
)
from bot.core.checks.endpoint._foreign import not_read
from bot.core.findings import Finding, Status
from bot.core.model.endpoint import Queue
from bot.core.model.path import Path
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.policy.decision import Effect
from bot.core.subscriptions.delivery import SEND
from bot.core.subscriptions.subscription import confirmed

CODES = {
    "endpoint.queue-policy": Status.BROKEN,
    "endpoint.opt-in-principal": Status.BROKEN,
    "endpoint.policy-undecidable": Status.UNKNOWN,
    "endpoint.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look at each SQS endpoint, and evaluate its policy for sqs:SendMessage."""
    for subscription in confirmed(path):
        if subscription.protocol == "sqs" and isinstance(path.topic, Topic):
            yield from _one(path, path.topic, subscription)


def _one(path: Path, topic: Topic, subscription: Subscription) -> Iterator[Finding]:
    arn, via = subscription.endpoint, subscription.id
    match subscription.target:
        case Queue(policy=policy):
            yield from _policy(path, topic, subscription, policy)
        case ReadFailed() | NotFound() as gap:
            unread = gap if isinstance(gap, ReadFailed) else _hidden(gap)
            says = not_read(path, topic, arn, "The queue", unread)
            yield finding_factory("endpoint.unreadable", arn, says, evidence=said(unread), via=via)
        case _:
            yield finding_factory(
                "endpoint.unreadable", arn, "The queue was not read. Check again.", via=via
            )


def _hidden(absent: NotFound) -> ReadFailed:
    return ReadFailed("sqs:GetQueueAttributes", absent.resource, Cause.HIDDEN, absent.detail)


def _policy(
    path: Path, topic: Topic, subscription: Subscription, policy: str | None
) -> Iterator[Finding]:
    arn, via = subscription.endpoint, subscription.id
    asked = Delivery(topic, arn, SEND, "The queue's policy", "deliver", path.now)
    found = answer([policy] if policy else [], asked)
    code, says = _told(asked, found)
    if code:
        made = finding_factory(code, arn, says, evidence=found.evidence, via=via)
        yield replace(made, amendments=found.amendments)


def _told(asked: Delivery, found: DeliveryAnswer) -> tuple[str, str]:
    """A code and its sentence; none where the queue takes the messages."""
    if found.instead:
        return "endpoint.opt-in-principal", other_name(asked, found)
    if found.effect in (Effect.DENY, Effect.IMPLICIT_DENY):
        return "endpoint.queue-policy", refused(asked, found, _CURE.format(found.principal))
    if found.effect is Effect.UNKNOWN:
        return "endpoint.policy-undecidable", untold(asked, found)
    return "", ""


_CURE = "Allow {} sqs:SendMessage on the queue, with the topic as aws:SourceArn."
