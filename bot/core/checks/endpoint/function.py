"""Does the Lambda function exist, and may SNS invoke it?

A function needs a permission for SNS with the topic as its source; a deleted function leaves its
subscription behind. Another account's function answers like one that does not exist
(docs/facts.md 11a).
"""

from __future__ import annotations

import shlex
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
from bot.core.checks.endpoint._foreign import another_accounts, not_read
from bot.core.findings import Finding, Status
from bot.core.model.endpoint import LambdaFunction
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.policy.decision import Effect
from bot.core.policy.documents import statements
from bot.core.subscriptions.delivery import INVOKE
from bot.core.subscriptions.functions import STATEMENT_ID, add_permission, qualifier, unqualified
from bot.core.subscriptions.subscription import confirmed

CODES = {
    "endpoint.lambda-missing": Status.BROKEN,
    "endpoint.lambda-policy": Status.BROKEN,
    "endpoint.opt-in-principal": Status.BROKEN,
    "endpoint.policy-undecidable": Status.UNKNOWN,
    "endpoint.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look at each Lambda endpoint, and evaluate its policy for lambda:InvokeFunction."""
    for subscription in confirmed(path):
        if subscription.protocol == "lambda" and isinstance(path.topic, Topic):
            yield from _one(path, path.topic, subscription)


def _one(path: Path, topic: Topic, subscription: Subscription) -> Iterator[Finding]:
    arn, via = subscription.endpoint, subscription.id
    match subscription.target:
        case LambdaFunction(policy=ReadFailed() as unread):
            yield _unread(path, topic, subscription, "The function's policy", unread)
        case LambdaFunction(policy=(str() | None) as policy):
            yield from _policy(path, topic, subscription, policy)
        case ReadFailed() as unread:
            yield _unread(path, topic, subscription, "The function", unread)
        case NotFound():
            foreign = another_accounts(path, topic, arn, "function")
            code = "endpoint.unreadable" if foreign else "endpoint.lambda-missing"
            yield finding_factory(code, arn, foreign or _missing(arn), via=via)
        case _:
            says = "The function was not read. Check again."
            yield finding_factory("endpoint.unreadable", arn, says, via=via)


def _unread(
    path: Path, topic: Topic, subscription: Subscription, what: str, unread: ReadFailed
) -> Finding:
    arn = subscription.endpoint
    says = not_read(path, topic, arn, what, unread)
    return finding_factory(
        "endpoint.unreadable", arn, says, evidence=said(unread), via=subscription.id
    )


def _missing(arn: str) -> str:
    named = qualifier(arn)
    what = f"The function, or its version or alias {named}," if named else "The function"
    return f"{what} does not exist, so the alert is dropped. Remove the subscription."


def _policy(
    path: Path, topic: Topic, subscription: Subscription, policy: str | None
) -> Iterator[Finding]:
    arn, via = subscription.endpoint, subscription.id
    asked = Delivery(topic, arn, INVOKE, "The function's policy", "invoke it", path.now)
    found = answer([policy] if policy else [], asked)
    if found.instead:
        says, evidence = other_name(asked, found), [_command(asked, found)]
        yield finding_factory("endpoint.opt-in-principal", arn, says, evidence=evidence, via=via)
    elif found.effect in (Effect.DENY, Effect.UNKNOWN):
        yield replace(_decided(asked, found), via=via)
    elif found.effect is Effect.IMPLICIT_DENY:
        cure = f"{_CURE.format(found.principal)} {_hint(asked, found, policy)}".rstrip()
        evidence = [_command(asked, found), *found.evidence]
        says = refused(asked, found, cure)
        yield finding_factory("endpoint.lambda-policy", arn, says, evidence=evidence, via=via)


def _decided(asked: Delivery, found: DeliveryAnswer) -> Finding:
    """A Deny, or what cannot be told: neither is mended by a permission."""
    denied = found.effect is Effect.DENY
    code = "endpoint.lambda-policy" if denied else "endpoint.policy-undecidable"
    says = refused(asked, found, "") if denied else untold(asked, found)
    made = finding_factory(code, asked.resource, says, evidence=found.evidence)
    return replace(made, amendments=found.amendments)


_CURE = (
    "Add a permission for {}, lambda:InvokeFunction, with the topic as source ARN; leave the "
    "others as they are."
)


def _hint(asked: Delivery, found: DeliveryAnswer, policy: str | None) -> str:
    """What is easily overlooked: a key that SNS does not send, or a permission elsewhere."""
    if policy and _would_with_account(asked, policy):
        return "SNS sends Lambda no aws:SourceAccount, so no statement may ask for it."
    told = found.mistakes and not _is_of_another_qualifier(policy, asked.resource)
    return "" if told else _elsewhere(asked.resource)


def _is_of_another_qualifier(policy: str | None, arn: str) -> bool:
    """Whether a statement is about the same function under another version or alias, or bare."""
    resources = (s.get("Resource") for s in statements(policy)) if policy else ()
    return any(
        isinstance(one, str) and one != arn and unqualified(one) == unqualified(arn)
        for one in resources
    )


def _would_with_account(asked: Delivery, policy: str) -> bool:
    """Whether nothing stands against SNS but a condition on a key that it does not send."""
    sent = [
        replace(request, context={**request.context, "aws:SourceAccount": asked.topic.account})
        for request in asked.requests()
    ]
    return answer([policy], asked, sent).effect is Effect.ALLOW


def _elsewhere(arn: str) -> str:
    """Where a permission may stand that does not count here (Lambda guide, resource policies)."""
    named = qualifier(arn)
    if named:
        return f"A permission of the bare function does not count for its version or alias {named}."
    return "A permission of an alias or a version does not count for the bare function."


def _command(asked: Delivery, found: DeliveryAnswer) -> str:
    words = add_permission(asked.resource, asked.topic.arn, found.principal, STATEMENT_ID)
    return f"This lets SNS in: {shlex.join(words)} (add-permission leaves the rest as it is)."
