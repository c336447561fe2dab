"""Does the SQS queue take the topic's messages?

A queue's policy must let sns.amazonaws.com send for this topic (FACTS 2.4); one that does not drops
the alert without a word to the topic's owner.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import Voice
from bot.core.checks._unread import cannot_read, said
from bot.core.checks.endpoint._delivery import verdict
from bot.core.delivery import delivery_requests
from bot.core.findings import Finding, Status
from bot.core.model import Absent, Path, Queue, Subscription, Topic, Unread
from bot.core.policy.decision import Effect
from bot.core.subscriptions import confirmed

CODES = {
    "endpoint.queue-missing": Status.BROKEN,
    "endpoint.queue-policy": Status.BROKEN,
    "endpoint.policy-undecidable": Status.UNKNOWN,
    "endpoint.unreadable": Status.UNKNOWN,
}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look at each SQS endpoint, and evaluate its policy for sqs:SendMessage."""
    for subscription in confirmed(path):
        if subscription.protocol == "sqs" and isinstance(path.topic, Topic):
            yield from _one(path, path.topic, subscription)


def _one(path: Path, topic: Topic, subscription: Subscription) -> Iterator[Finding]:
    queue, arn, via = subscription.target, subscription.endpoint, subscription.id
    if isinstance(queue, Absent):
        says = "The queue does not exist, so the alert is dropped. Remove the subscription."
        yield say("endpoint.queue-missing", arn, says, via=via)
    elif isinstance(queue, Unread):
        says = cannot_read("The queue", queue)
        yield say("endpoint.unreadable", arn, says, evidence=said(queue), via=via)
    elif not isinstance(queue, Queue):
        says = "The queue was not read. Check again."
        yield say("endpoint.unreadable", arn, says, via=via)
    else:
        yield from _policy(path, topic, subscription, queue)


def _policy(
    path: Path, topic: Topic, subscription: Subscription, queue: Queue
) -> Iterator[Finding]:
    requests = delivery_requests(topic, subscription.endpoint, "sqs:SendMessage", path.now)
    effect, why = verdict([queue.policy] if queue.policy else [], requests)
    arn, via = subscription.endpoint, subscription.id
    if effect in (Effect.DENY, Effect.IMPLICIT_DENY):
        says = (
            f"The queue's policy does not let SNS deliver ({why}). Allow sns.amazonaws.com "
            "sqs:SendMessage on the queue, with the topic as aws:SourceArn."
        )
        yield say("endpoint.queue-policy", arn, says, via=via)
    elif effect is Effect.UNKNOWN:
        says = f"Whether the queue's policy lets SNS deliver cannot be told: {why}."
        yield say("endpoint.policy-undecidable", arn, says, via=via)
