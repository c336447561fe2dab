"""SQS queues and their policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared, DeclaredPolicy, DeclaredQueue
from bot.core.iac.value import Unknown, items, text


def _arn(one: Logical) -> str:
    return one.identities.arn("sqs", one.name("QueueName"))


def _url(one: Logical) -> str:
    where = one.identities
    host = f"sqs.{where.region_name}.amazonaws.com"
    return f"https://{host}/{where.account_id}/{one.name('QueueName')}"


def _names(one: Logical) -> Mapping[str, str]:
    return {"": _url(one), "QueueUrl": _url(one), "Arn": _arn(one)} | {
        "QueueName": one.name("QueueName")
    }


def _queue(one: Logical) -> Iterator[Declared]:
    yield DeclaredQueue(one.place, _arn(one), _url(one), one.text("KmsMasterKeyId") or None)


def _policy(one: Logical) -> Iterator[Declared]:
    listed = [*items(one.get("Queues")), *items(one.get("Queue"))]
    targets: tuple[str | Unknown, ...] = tuple(found for o in listed if (found := text(o)))
    yield DeclaredPolicy(one.place, "sqs", targets, one.given("PolicyDocument"))


KINDS = {
    "AWS::SQS::Queue": Kind(_queue, _names),
    "AWS::SQS::QueuePolicy": Kind(_policy),
    "AWS::SQS::QueueInlinePolicy": Kind(_policy),
}
