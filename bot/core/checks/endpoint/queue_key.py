"""Can SNS encrypt for the SQS queue?

An encrypted queue's own key must let SNS in, under the name that it delivers as, with both KMS
actions; `alias/aws/sqs` cannot (docs/facts.md 2.4, 11a). The topic's key has nothing to do with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.checks.endpoint._queue_key import Trouble, trouble
from bot.core.findings import Finding, Status
from bot.core.model.endpoint import Queue
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import confirmed

CODES = {
    "endpoint.queue-key": Status.BROKEN,
    "endpoint.opt-in-principal": Status.BROKEN,
    "endpoint.queue-key-unproven": Status.AT_RISK,
    "endpoint.policy-undecidable": Status.UNKNOWN,
    "endpoint.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look at the key of each SQS endpoint that has one."""
    for subscription in confirmed(path):
        queue, topic = subscription.target, path.topic
        if not isinstance(queue, Queue) or not isinstance(topic, Topic) or not queue.key_reference:
            continue
        found = trouble(queue, topic, path)
        if found:
            yield _finding(found, subscription.endpoint, subscription.id)


def _finding(found: Trouble, arn: str, via: str) -> Finding:
    if isinstance(found, ReadFailed):
        says = cannot_read("The queue's key", found)
        return finding_factory("endpoint.unreadable", arn, says, evidence=said(found), via=via)
    made = finding_factory(
        found.code, found.key or arn, found.says, evidence=found.evidence, via=via
    )
    return replace(made, amendments=found.amendments)
