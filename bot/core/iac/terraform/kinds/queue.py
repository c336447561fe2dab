"""aws_sqs_queue and its policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import Declared, DeclaredPolicy, DeclaredQueue, DeclaredRemoval
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown, known


def _url(one: Resource) -> str:
    told = known(one.values.get("url")) or known(one.values.get("id"))
    host = f"sqs.{one.region}.amazonaws.com"
    return told or f"https://{host}/{one.identities.account_id}/{one.name('name')}"


def _names(one: Resource) -> Mapping[str, str]:
    url = _url(one)
    return {"arn": one.arn("sqs", one.name("name")), "url": url, "id": url} | {
        "name": one.name("name")
    }


def _queue(one: Resource) -> Iterator[Declared]:
    yield DeclaredQueue(
        one.place,
        one.arn("sqs", one.name("name")),
        _url(one),
        one.text("kms_master_key_id") or None,
        one.written("policy"),
        one.standing("policy"),
    )


def _policy(one: Resource) -> Iterator[Declared]:
    target = one.text("queue_url") or Unknown(f"{one.change.address}.queue_url")
    yield DeclaredPolicy(one.place, "sqs", (target,), one.document("policy"))


def _removal(one: Resource) -> Iterator[Declared]:
    """It leaves the queue without a policy."""
    yield DeclaredRemoval("sqs", (one.known("queue_url"),))


KINDS = {
    "aws_sqs_queue": Kind(_queue, _names),
    "aws_sqs_queue_policy": Kind(_policy, gone=_removal),
}
