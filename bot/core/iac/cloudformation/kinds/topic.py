"""Topics, their policies and subscriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared, DeclaredPolicy, DeclaredSubscription, DeclaredTopic
from bot.core.iac.value import Unknown, choice, items, members, switch, text, truth


def _arn(one: Logical) -> str:
    name = one.name("TopicName")
    if truth(one.get("FifoTopic")) and not name.endswith(".fifo"):
        name += ".fifo"
    return one.identities.arn("sns", name)


def _names(one: Logical) -> Mapping[str, str]:
    arn = _arn(one)
    return {"": arn, "TopicArn": arn, "TopicName": arn.rpartition(":")[2]}


def _topic(one: Logical) -> Iterator[Declared]:
    logging = [members(o) for o in items(one.get("DeliveryStatusLogging"))]
    arn = _arn(one)
    yield DeclaredTopic(
        one.place,
        arn,
        one.text("KmsMasterKeyId") or None,
        fifo=switch(one.get("FifoTopic"), False),
        logs_failures=any(o.get("FailureFeedbackRoleArn") for o in logging),
    )
    listed = one.get("Subscription")
    for found in items(listed):
        if isinstance(found, Unknown):
            yield DeclaredSubscription(one.place, arn, "", "", unknown=found)
        else:
            yield _one(one, arn, members(found))


def _one(one: Logical, topic: str | Unknown, told: Mapping[str, object]) -> DeclaredSubscription:
    return DeclaredSubscription(
        one.place,
        topic,
        text(told.get("Protocol")) or "",
        text(told.get("Endpoint")) or "",
        told.get("FilterPolicy"),
        choice(told.get("FilterPolicyScope"), "MessageAttributes"),
        switch(told.get("RawMessageDelivery"), False),
        unknown=one.unsure,
    )


def _subscription(one: Logical) -> Iterator[Declared]:
    told = {
        name: one.get(name)
        for name in (
            *("Protocol", "Endpoint", "FilterPolicy", "FilterPolicyScope"),
            "RawMessageDelivery",
        )
    }
    yield _one(one, one.text("TopicArn") or Unknown("TopicArn"), told)


def _targets(value: object) -> tuple[str | Unknown, ...]:
    return tuple(found for one in items(value) if (found := text(one)))


def _policy(one: Logical) -> Iterator[Declared]:
    yield DeclaredPolicy(one.place, "sns", _targets(one.get("Topics")), one.given("PolicyDocument"))


def _inline(one: Logical) -> Iterator[Declared]:
    yield DeclaredPolicy(
        one.place, "sns", _targets(one.get("TopicArn")), one.given("PolicyDocument")
    )


KINDS = {
    "AWS::SNS::Topic": Kind(_topic, _names),
    "AWS::SNS::TopicPolicy": Kind(_policy),
    "AWS::SNS::TopicInlinePolicy": Kind(_inline),
    "AWS::SNS::Subscription": Kind(_subscription),
}
