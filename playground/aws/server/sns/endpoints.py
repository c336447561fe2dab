"""Would an endpoint take what SNS hands it? Nearly everything beyond AWS does."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import request_scope
from ministack.services import lambda_svc, sqs

from playground.aws.server.kms.access import policy_of
from playground.aws.server.kms.keys import resolve
from playground.aws.server.sns.deliverer import PLAIN, deliverer

_theirs = sqs.queue_policy_allows
Subscription = dict[str, Any]


def takes(one: Subscription) -> bool:
    """Whether the endpoint of a subscription takes a message."""
    by = {"sqs": _queue_takes, "lambda": _function_takes, "https": _web_takes}.get(one["protocol"])
    # Mail and most of the web lie outside: the record is all that arrives.
    return by is None or by(one)


_WEBHOOKS = (
    *("hooks.slack.com", "discord.com", "discordapp.com", "chat.googleapis.com"),
    *("webhook.office.com", "outlook.office.com"),
)


def _web_takes(one: Subscription) -> bool:
    """Not the webhook of a chat service, which takes messages of its own form alone."""
    host = urlsplit(one["endpoint"]).hostname or ""
    return not any(host == name or host.endswith(f".{name}") for name in _WEBHOOKS)


def _queue_takes(one: Subscription) -> bool:
    arn, topic = one["endpoint"], one["topic_arn"]
    queue = sqs._queue_by_arn(arn)
    if queue is None or not _policy_allows(arn, PLAIN, topic, topic.split(":")[4]):
        return False
    key_id = queue["attributes"].get("KmsMasterKeyId")
    return not key_id or _key_takes(key_id, arn, topic)


def _policy_allows(queue_arn: str, service: str, source_arn: str, source_account: str) -> bool:
    """Ministack's hook: SNS comes under the name that it has on this way."""
    who = deliverer(source_arn, queue_arn) if service == PLAIN else service
    return bool(_theirs(queue_arn, who, source_arn, source_account))


def _key_takes(key_id: str, queue_arn: str, topic_arn: str) -> bool:
    """An encrypted queue's own key must let SNS in; `alias/aws/sqs` cannot (docs/facts.md 2.4).

    SNS is taken to name the topic and its account there, as CDK relies on (docs/facts.md 11a).
    """
    if key_id.endswith("alias/aws/sqs"):
        return False
    with request_scope(queue_arn.split(":")[4], queue_arn.split(":")[3]):
        key = resolve(key_id)
    if key is None or not key["Enabled"]:
        return False
    keys = {"aws:sourcearn": topic_arn, "aws:sourceaccount": topic_arn.split(":")[4]}
    who = deliverer(topic_arn, queue_arn)
    actions = ("kms:GenerateDataKey", "kms:Decrypt")
    return all(_lets(who, policy_of(key), action, key["Arn"], keys) for action in actions)


def _function_takes(one: Subscription) -> bool:
    arn, topic = one["endpoint"], one["topic_arn"]
    parts = arn.split(":")
    with request_scope(parts[4], parts[3]):
        function = lambda_svc._functions.get(parts[6])
    if function is None or not _runs(function):
        return False
    # With a source account in its condition a function's permission lets SNS in nowhere.
    keys = {"aws:sourcearn": topic}
    who = deliverer(topic, arn)
    return bool(who) and _lets(who, function["policy"], "lambda:InvokeFunction", arn, keys)


def _runs(function: dict[str, Any]) -> bool:
    """Not with a reserved concurrency of 0, Failed, or Inactive after a failed update
    (docs/facts.md 11a).

    One that is merely set aside is woken, and Lambda tries again.
    """
    config = function["config"]
    left_behind = config["State"] == "Inactive" and config.get("LastUpdateStatus") == "Failed"
    return function.get("concurrency") != 0 and config["State"] != "Failed" and not left_behind


def _lets(service: str, policy: Any, action: str, resource: str, keys: Mapping[str, str]) -> bool:
    asked = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=resource.split(":")[3],
        service_context=dict(keys),
    )
    return bool(evaluate_resource_policy(policy, asked, service=service).decision == "Allow")


def install() -> None:
    """Put ours in ministack's place."""
    sqs.queue_policy_allows = _policy_allows
