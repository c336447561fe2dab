"""A queue's RedriveAllowPolicy: which queues may move into it what failed in them.

SQS moves it by itself, and asks the queue's own policy for nothing (SQS API reference,
SetQueueAttributes). AWS refuses the RedrivePolicy of a source that may not; here nothing is moved.
"""

import json
from typing import Any

from ministack.services import sqs

_theirs_sweep = sqs._dlq_sweep


def _sweep(queue: dict[str, Any]) -> None:
    policy = json.loads(queue["attributes"].get("RedrivePolicy") or "{}")
    target = sqs._queue_by_arn(policy.get("deadLetterTargetArn", "")) if policy else None
    if target is None or _takes(target, queue["attributes"].get("QueueArn", "")):
        _theirs_sweep(queue)


def _takes(target: dict[str, Any], source: str) -> bool:
    said = json.loads(target["attributes"].get("RedriveAllowPolicy") or "{}")
    by_queue = said.get("redrivePermission") == "byQueue"
    allowed = by_queue and source in said.get("sourceQueueArns", ())
    return bool(allowed or said.get("redrivePermission", "allowAll") == "allowAll")


def install() -> None:
    """Put ours in ministack's place; it looks it up by name at each request."""
    sqs._dlq_sweep = _sweep
