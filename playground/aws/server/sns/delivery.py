"""What happens to a published message: filters, endpoints' own policies, metrics, a record."""

import time
from typing import Any
from urllib.parse import urlsplit

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import request_scope
from ministack.services import lambda_svc, sns, sqs

from playground.aws.server.elsewhere import functions
from playground.aws.server.elsewhere import sns as elsewhere
from playground.aws.server.kms.access import policy_of
from playground.aws.server.kms.keys import resolve
from playground.aws.server.plane import Given, text
from playground.aws.server.sns import metrics

_theirs = sns._fanout
_theirs_confirmation = sns._send_subscription_confirmation
_COUNTED = {
    "delivered": metrics.DELIVERED,
    "failed": metrics.FAILED,
    "filtered": metrics.FILTERED,
}
_records: list[dict[str, Any]] = []
Subscription = dict[str, Any]


def records(given: Given) -> list[dict[str, Any]]:
    """Control: what became of each message to `topic`."""
    topic = text(given, "topic")
    return [one for one in _records if one["topic"] == topic]


def reset() -> None:
    """Forget the record."""
    _records.clear()


def fanout(
    topic_arn: str, message_id: str, message: str, subject: str, *more: Any, **fifo: str
) -> None:
    """Ministack's hook: hand one message to every subscription, count and record what happens.

    `more` is the message's structure and its attributes; each may be missing.
    """
    structure = more[0] if more else ""
    attributes = (more[1] if len(more) > 1 else None) or {}
    topic = sns._topic_by_arn_any_scope(topic_arn)
    if topic is None:
        return
    now = time.time()
    metrics.count(topic_arn, metrics.PUBLISHED, now)
    fitting = []
    for one in topic["subscriptions"]:
        if not one["confirmed"]:
            continue
        words = sns._resolve_message_for_protocol(message, structure, one["protocol"])
        outcome = _outcome(one, attributes, words)
        metrics.count(topic_arn, _COUNTED[outcome], now)
        _record(one, outcome, subject, words, now)
        if outcome != "delivered":
            continue
        if functions.is_elsewhere(one["endpoint"]):
            event = elsewhere.record(one, message_id, words, subject, attributes)
            functions.invoke(one["endpoint"], event)
        elif _is_here(one):
            fitting.append(one)
    _hand_over(topic, fitting, (topic_arn, message_id, message, subject, *more), fifo)


def would_reach(topic_arn: str, message: str) -> dict[str, str]:
    """What would become of a plain text at each endpoint of a topic, by endpoint; see `Way`."""
    topic = sns._topic_by_arn_any_scope(topic_arn)
    return {
        one["endpoint"]: _outcome(one, {}, message) if one["confirmed"] else "pending"
        for one in (topic["subscriptions"] if topic else ())
    }


def _is_here(one: Subscription) -> bool:
    """Whether the endpoint is on this machine; nothing is ever sent beyond it."""
    host = urlsplit(one["endpoint"]).hostname
    return one["protocol"] in ("sqs", "lambda") or host in ("127.0.0.1", "localhost")


def _record(one: Subscription, outcome: str, subject: str, words: str, at: float) -> None:
    _records.append(
        {
            "topic": one["topic_arn"],
            "protocol": one["protocol"],
            "endpoint": one["endpoint"],
            "outcome": outcome,
            "subject": subject or "",
            "message": words,
            "at": at,
        }
    )


def _hand_over(
    topic: dict[str, Any],
    fitting: list[Subscription],
    message: tuple[Any, ...],
    fifo: dict[str, str],
) -> None:
    """Ministack delivers, to these only."""
    every = topic["subscriptions"]
    topic["subscriptions"] = fitting
    try:
        _theirs(*message, **fifo)
    finally:
        topic["subscriptions"] = every


def _outcome(one: Subscription, attributes: dict[str, Any], words: str) -> str:
    if not sns._matches_filter_policy(one, attributes, words):
        return "filtered"
    takes = {"sqs": _queue_takes, "lambda": _function_takes}.get(one["protocol"])
    # Mail and web endpoints lie outside: the record is all that arrives.
    return "delivered" if takes is None or takes(one) else "failed"


def _queue_takes(one: Subscription) -> bool:
    arn, topic = one["endpoint"], one["topic_arn"]
    queue = sqs._queue_by_arn(arn)
    if queue is None or not sqs.queue_policy_allows(
        arn, "sns.amazonaws.com", topic, topic.split(":")[4]
    ):
        return False
    key_id = queue["attributes"].get("KmsMasterKeyId")
    return not key_id or _key_takes(key_id, arn)


def _key_takes(key_id: str, queue_arn: str) -> bool:
    """An encrypted queue's own key must let SNS in; `alias/aws/sqs` cannot (FACTS 2.4)."""
    if key_id.endswith("alias/aws/sqs"):
        return False
    with request_scope(queue_arn.split(":")[4], queue_arn.split(":")[3]):
        key = resolve(key_id)
    if key is None or not key["Enabled"]:
        return False
    actions = ("kms:GenerateDataKey", "kms:Decrypt")
    return all(_lets_sns(policy_of(key), action, key["Arn"]) for action in actions)


def _function_takes(one: Subscription) -> bool:
    arn = one["endpoint"]
    with request_scope(arn.split(":")[4], arn.split(":")[3]):
        found = lambda_svc.function_policy_for_arn(arn)
    if found is None:
        return False
    return _lets_sns(found[0], "lambda:InvokeFunction", arn, one["topic_arn"])


def _lets_sns(policy: Any, action: str, resource: str, source: str = "") -> bool:
    # With a source account in its condition a function's permission lets SNS in nowhere.
    keys = {"aws:sourcearn": source} if source else {}
    asked = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=resource.split(":")[3],
        service_context=keys,
    )
    decision = evaluate_resource_policy(policy, asked, service="sns.amazonaws.com").decision
    return bool(decision == "Allow")


async def _confirmation(topic_arn: str, one: Subscription) -> None:
    """Other pending endpoints are confirmed by the control plane."""
    if _is_here(one):
        await _theirs_confirmation(topic_arn, one)


def install() -> None:
    """Put ours in ministack's place."""
    sns._fanout = fanout
    sns._send_subscription_confirmation = _confirmation
