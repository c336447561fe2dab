"""What `doctor` reads of a deployment: operations of AWS that only read, with their IAM actions."""

from __future__ import annotations

import boto3
import pytest

from bot.aws.deployment import functions, queues, roles, secrets
from bot.aws.deployment.roles import Role
from bot.aws.reads import Read

MODULES = (functions, queues, roles, secrets)
READS: tuple[Read, ...] = tuple(
    {v: 0 for module in MODULES for v in vars(module).values() if isinstance(v, Read)}
)


@pytest.mark.parametrize("read", READS, ids=lambda read: str(read.action))
def test_each_is_an_operation_that_only_reads(read: Read) -> None:
    service, _, name = read.action.partition(":")
    known = boto3.Session()._session.get_service_model(service)
    assert read.operation == name and name in known.operation_names
    assert name.startswith(("Get", "List"))


def role(*allowed: str, denied: tuple[str, ...] = ()) -> Role:
    return Role("r", tuple(a.lower() for a in allowed), tuple(d.lower() for d in denied), False)


@pytest.mark.parametrize(
    "pattern", ["kms:PutKeyPolicy", "KMS:put*", "kms:*", "*", "kms:Put*Policy"]
)
def test_an_action_is_named_as_iam_names_it(pattern: str) -> None:
    assert role(pattern).lacks(["kms:PutKeyPolicy"]) == ()


@pytest.mark.parametrize("pattern", ["kms:Put", "sns:*", "kms:Get*", "kms:[P]utKeyPolicy"])
def test_another_pattern_does_not_name_it(pattern: str) -> None:
    assert role(pattern).lacks(["kms:PutKeyPolicy"]) == ("kms:PutKeyPolicy",)


def test_a_deny_wins() -> None:
    assert role("*", denied=("kms:*",)).lacks(["kms:GetKeyPolicy", "sns:Subscribe"]) == (
        "kms:GetKeyPolicy",
    )
