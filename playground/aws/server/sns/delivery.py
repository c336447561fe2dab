"""What happens to a published message: filters, endpoints, metrics, a record."""

import json
import time
from typing import Any
from urllib.parse import urlsplit

from ministack.services import lambda_svc, sns

from playground.aws.server.external_endpoints import functions
from playground.aws.server.external_endpoints import sns as external_sns
from playground.aws.server.plane import Given, text
from playground.aws.server.sns import dead_letters, endpoints, metrics

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
        if outcome == "failed":
            dead_letters.keep(one, message_id, subject, words)
        if outcome != "delivered":
            continue
        if functions.is_external(one["endpoint"]):
            event = external_sns.record(one, message_id, words, subject, attributes)
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
    return "delivered" if endpoints.takes(one) else "failed"


def _call(endpoint: str, envelope: str, _topic: str, subscription: str, *_: Any) -> None:
    """Ministack's hook: SNS calls a function asynchronously, so Lambda itself tries it again.

    "Lambda queues the message before it sends it to your function" (Lambda developer guide,
    "Invoking a Lambda function asynchronously"): what SNS sees is delivered.
    """
    function, _, _ = lambda_svc._get_func_record_for_ref(endpoint)
    record = {
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription,
        "EventSource": "aws:sns",
        "Sns": json.loads(envelope),
    }
    if function:
        lambda_svc.invoke_async_with_retry(function, {"Records": [record]})


async def _confirmation(topic_arn: str, one: Subscription) -> None:
    """Other pending endpoints are confirmed by the control plane."""
    if _is_here(one):
        await _theirs_confirmation(topic_arn, one)


def install() -> None:
    """Put ours in ministack's place."""
    endpoints.install()
    sns._fanout = fanout
    sns._send_subscription_confirmation = _confirmation
    sns._deliver_to_lambda = _call
