"""Lambda functions and who may invoke them; SAM's functions with the topics that they hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import (
    Declared,
    DeclaredFunction,
    DeclaredPermission,
    DeclaredSubscription,
)
from bot.core.iac.permission import permission
from bot.core.iac.value import Unknown, choice, known, members, text


def _arn(one: Logical) -> str:
    return one.identities.arn("lambda", f"function:{one.name('FunctionName')}")


def _names(one: Logical) -> Mapping[str, str]:
    return {"": one.name("FunctionName"), "Arn": _arn(one)}


def _function(one: Logical) -> Iterator[Declared]:
    reserved = one.text("ReservedConcurrentExecutions")
    figure = int(reserved) if isinstance(reserved, str) and reserved.isdecimal() else None
    known_or_not = reserved if isinstance(reserved, Unknown) else figure
    yield DeclaredFunction(one.place, _arn(one), one.name("FunctionName"), known_or_not)


def _alias_arn(one: Logical) -> str:
    function = one.known("FunctionName")
    name = one.name("Name")
    if function.startswith("arn:"):
        return f"{function}:{name}"
    return one.identities.arn("lambda", f"function:{function}:{name}")


def _alias(one: Logical) -> Iterator[Declared]:
    yield DeclaredFunction(one.place, _alias_arn(one), one.name("Name"))


def _permission(one: Logical) -> Iterator[Declared]:
    function = one.text("FunctionName") or Unknown("FunctionName")
    made = permission(
        one.identities,
        function,
        one.get("Action"),
        one.text("Principal"),
        {n: one.get(n) for n in ("SourceArn", "SourceAccount", "PrincipalOrgID")},
    )
    yield DeclaredPermission(one.place, function, one.unsure or made)


def _serverless(one: Logical) -> Iterator[Declared]:
    """SAM makes a subscription and a permission of each event of the type SNS."""
    yield from _function(one)
    arn = _arn(one)
    for event in members(one.get("Events")).values():
        told = members(members(event).get("Properties"))
        if known(members(event).get("Type")) == "SNS":
            topic = text(told.get("Topic")) or Unknown("Topic")
            policy, scope = told.get("FilterPolicy"), told.get("FilterPolicyScope")
            yield DeclaredSubscription(
                one.place, topic, "lambda", arn, policy, choice(scope, "MessageAttributes")
            )
            sources = {"SourceArn": topic}
            made = permission(one.identities, arn, INVOKE, "sns.amazonaws.com", sources)
            yield DeclaredPermission(one.place, arn, made)


INVOKE = "lambda:InvokeFunction"

KINDS = {
    "AWS::Lambda::Function": Kind(_function, _names),
    "AWS::Lambda::Alias": Kind(_alias, lambda one: {"": _alias_arn(one)}),
    "AWS::Lambda::Permission": Kind(_permission),
    "AWS::Serverless::Function": Kind(_serverless, _names),
}
