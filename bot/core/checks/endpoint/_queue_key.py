"""What keeps SNS from using a queue's own key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.checks._keys import WORKING, is_aws_managed
from bot.core.checks.endpoint._delivery import verdict
from bot.core.delivery import delivery_requests
from bot.core.model import Absent, AnyKey, Key, Queue, Topic, Unread
from bot.core.policy.decision import Effect
from bot.core.senders import KEY_ACTIONS

BROKEN = "endpoint.queue-key"
UNDECIDABLE = "endpoint.policy-undecidable"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and why SNS cannot use the key or why that cannot be told."""

    code: str
    says: str


Trouble = Reason | Unread


def trouble(queue: Queue, topic: Topic, now: datetime) -> Trouble | None:
    """What is wrong with the queue's key; None where SNS can use it."""
    key = queue.key
    unusable = _unusable(key, queue.key_reference or "")
    if unusable:
        return Reason(BROKEN, unusable)
    if isinstance(key, Unread):
        return key
    if not isinstance(key, Key):
        return Reason("endpoint.unreadable", "The queue's key was not read. Check again.")
    owner = parse_arn(queue.arn)
    if owner and owner.account != key.account:
        says = (
            f"The queue's key belongs to account {key.account}, which alone can read its policy. "
            "Ask its owner whether it lets sns.amazonaws.com in."
        )
        return Reason(UNDECIDABLE, says)
    return key.policies if isinstance(key.policies, Unread) else _policy(key, topic, now)


def _unusable(key: AnyKey | None, reference: str) -> str | None:
    if is_aws_managed(key):
        return (
            f"The queue is encrypted with {reference}, whose policy AWS fixed and which does not "
            "let SNS in. The queue needs a customer managed key, or SSE-SQS."
        )
    if isinstance(key, Absent):
        return f"The queue is encrypted with {reference}, and KMS knows no such key."
    if isinstance(key, Key) and key.state not in WORKING:
        return f"The queue's key is in the state {key.state}, so SNS cannot use it."
    return None


def _policy(key: Key, topic: Topic, now: datetime) -> Trouble | None:
    documents = () if isinstance(key.policies, Unread) else key.policies
    for action in KEY_ACTIONS:
        effect, why = verdict(documents, delivery_requests(topic, key.arn, action, now))
        granted = effect is Effect.IMPLICIT_DENY and _may_be_granted(key)
        if effect in (Effect.DENY, Effect.IMPLICIT_DENY) and not granted:
            return Reason(
                BROKEN,
                f"The policy of the queue's key does not let SNS call {action} ({why}). Allow "
                f"sns.amazonaws.com {' and '.join(KEY_ACTIONS)} on {key.arn}.",
            )
        if granted and isinstance(key.grants, Unread):
            return key.grants
        if effect is not Effect.ALLOW:
            why += ", and a grant may" if granted else ""
            says = f"Whether the queue's key lets SNS call {action} cannot be told: {why}."
            return Reason(UNDECIDABLE, says)
    return None


def _may_be_granted(key: Key) -> bool:
    """True where a grant could stand in for the statement, as with the topic's key."""
    if isinstance(key.grants, Unread):
        return True
    return any(grant.service == "sns.amazonaws.com" for grant in key.grants)
