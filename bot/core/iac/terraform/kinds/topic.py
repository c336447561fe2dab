"""aws_sns_topic, its policies and subscriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import (
    Declared,
    DeclaredPolicy,
    DeclaredRemoval,
    DeclaredSubscription,
    DeclaredTopic,
)
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown, choice, switch, truth


def _arn(one: Resource) -> str:
    name = one.name("name")
    if truth(one.values.get("fifo_topic")) and not name.endswith(".fifo"):
        name += ".fifo"
    return one.arn("sns", name)


def _names(one: Resource) -> Mapping[str, str]:
    arn = _arn(one)
    return {"arn": arn, "id": arn, "name": arn.rpartition(":")[2]}


def _topic(one: Resource) -> Iterator[Declared]:
    logs = (name for name, value in one.values.items() if value)
    yield DeclaredTopic(
        one.place,
        _arn(one),
        one.text("kms_master_key_id") or None,
        one.written("policy"),
        switch(one.get("fifo_topic"), False),
        any(name.endswith("_failure_feedback_role_arn") for name in logs),
        one.standing("policy"),
    )


def _policy(one: Resource) -> Iterator[Declared]:
    target = one.text("arn") or Unknown(f"{one.change.address}.arn")
    yield DeclaredPolicy(one.place, "sns", (target,), one.document("policy"))


def _removal(one: Resource) -> Iterator[Declared]:
    """Terraform writes SNS's default policy then."""
    yield DeclaredRemoval("sns", (one.known("arn"),))


def _subscription(one: Resource) -> Iterator[Declared]:
    address = one.change.address
    # Terraform has pending_confirmation as false until SNS says otherwise, so only true counts.
    yield DeclaredSubscription(
        one.place,
        one.text("topic_arn") or Unknown(f"{address}.topic_arn"),
        one.text("protocol") or Unknown(f"{address}.protocol"),
        one.text("endpoint") or Unknown(f"{address}.endpoint"),
        one.document("filter_policy"),
        choice(one.get("filter_policy_scope"), "MessageAttributes"),
        switch(one.get("raw_message_delivery"), False),
        pending=truth(one.values.get("pending_confirmation")),
    )


KINDS = {
    "aws_sns_topic": Kind(_topic, _names),
    "aws_sns_topic_policy": Kind(_policy, gone=_removal),
    "aws_sns_topic_subscription": Kind(_subscription),
}
