"""Does the Lambda function exist, and may SNS invoke it?

A function needs a permission for sns.amazonaws.com with the topic as its source; a deleted function
leaves its subscription behind (FACTS 11a).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.checks._finding import Voice
from bot.core.checks._unread import cannot_read, said
from bot.core.checks.endpoint._delivery import verdict
from bot.core.delivery import INVOKE, delivery_requests
from bot.core.findings import Finding, Status
from bot.core.model import Absent, LambdaFunction, Path, Subscription, Topic, Unread
from bot.core.policy.decision import Effect, Request
from bot.core.subscriptions import confirmed

CODES = {
    "endpoint.lambda-missing": Status.BROKEN,
    "endpoint.lambda-policy": Status.BROKEN,
    "endpoint.policy-undecidable": Status.UNKNOWN,
    "endpoint.unreadable": Status.UNKNOWN,
}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look at each Lambda endpoint, and evaluate its policy for lambda:InvokeFunction."""
    for subscription in confirmed(path):
        if subscription.protocol == "lambda" and isinstance(path.topic, Topic):
            yield from _one(path, path.topic, subscription)


def _one(path: Path, topic: Topic, subscription: Subscription) -> Iterator[Finding]:
    function, arn, via = subscription.target, subscription.endpoint, subscription.id
    if isinstance(function, Absent):
        says = "The function does not exist, so the alert is dropped. Remove the subscription."
        yield say("endpoint.lambda-missing", arn, says, via=via)
    elif isinstance(function, Unread):
        says = cannot_read("The function", function)
        yield say("endpoint.unreadable", arn, says, evidence=said(function), via=via)
    elif not isinstance(function, LambdaFunction):
        says = "The function was not read. Check again."
        yield say("endpoint.unreadable", arn, says, via=via)
    elif isinstance(function.policy, Unread):
        says = cannot_read("The function's policy", function.policy)
        yield say("endpoint.unreadable", arn, says, evidence=said(function.policy), via=via)
    else:
        yield from _policy(path, topic, subscription, function.policy)


def _policy(
    path: Path, topic: Topic, subscription: Subscription, policy: str | None
) -> Iterator[Finding]:
    arn, via = subscription.endpoint, subscription.id
    requests = delivery_requests(topic, arn, INVOKE, path.now)
    effect, why = verdict([policy] if policy else [], requests)
    if effect in (Effect.DENY, Effect.IMPLICIT_DENY):
        says = (
            f"The function's policy does not let SNS invoke it ({why}). Add a permission for "
            "sns.amazonaws.com, lambda:InvokeFunction, with the topic as source ARN."
        )
        if policy and _would_with_account(topic, policy, requests):
            says += " SNS sends Lambda no aws:SourceAccount, so no statement may ask for it."
        yield say("endpoint.lambda-policy", arn, says, via=via)
    elif effect is Effect.UNKNOWN:
        says = f"Whether the function's policy lets SNS invoke it cannot be told: {why}."
        yield say("endpoint.policy-undecidable", arn, says, via=via)


def _would_with_account(topic: Topic, policy: str, requests: Sequence[Request]) -> bool:
    """Whether nothing stands against SNS but a condition on a key that it does not send."""
    sent = ({**request.context, "aws:SourceAccount": topic.account} for request in requests)
    asked = [replace(r, context=c) for r, c in zip(requests, sent, strict=True)]
    return verdict([policy], asked)[0] is Effect.ALLOW
