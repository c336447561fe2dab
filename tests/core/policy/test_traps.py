"""docs/facts.md 4.3 and 4.4: what other evaluators wrongly allow, and what they wrongly refuse."""

from __future__ import annotations

import pytest

from bot.core.policy import Request, evaluate
from tests.core.policy.build import (
    ACCOUNT,
    BUDGET,
    TOPIC,
    Json,
    allow,
    deny,
    effect,
    key_allow,
    key_request,
    of,
    policy,
    request,
    sample,
)

ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}


@pytest.mark.parametrize(
    "block",
    [
        {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
        {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}},
        {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
        {"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1/*"}},
        {"Null": {"aws:PrincipalOrgID": "true"}},
        {"StringNotEquals": {"aws:PrincipalServiceName": ["events.amazonaws.com"]}},
    ],
)
def test_a_deny_that_hits_a_service(block: object) -> None:
    assert of(allow(), deny(block)) == "deny"


def test_a_deny_that_exempts_services_does_not_hit() -> None:
    block = {
        "StringNotEquals": {"aws:PrincipalOrgID": "o-1"},
        "Bool": {"aws:PrincipalIsAWSService": "false"},
    }
    assert of(allow(), deny(block)) == "allow"


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        (allow({"ArnLike": {"aws:SourceArn": BUDGET.replace("::", ":us-east-1:")}}), None),
        (allow({"ArnLike": {"aws:SourceArn": BUDGET.upper()}}), None),
        (allow({"StringEquals": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}}), None),
        (allow(Resource=TOPIC.upper()), None),
        (key_allow(Resource=None), key_request()),
        (key_allow(Action="kms:GenerateDataKey*"), key_request("kms:Decrypt")),
        (key_allow(Principal=ROOT, Action="kms:*"), key_request()),
        (allow(Principal=None, NotPrincipal=ROOT), None),
    ],
)
def test_what_does_not_let_the_sender_in(statement: Json, asked: Request | None) -> None:
    assert of(statement, asked=asked) == "implicit_deny"


def test_not_principal_and_not_action_in_a_deny_count() -> None:
    assert of(allow(), deny(Principal=None, NotPrincipal=ROOT)) == "deny"
    assert of(allow(), deny(Action=None, NotAction="sns:Subscribe")) == "deny"


@pytest.mark.parametrize("key", ["kms:ViaService", "kms:CallerAccount", "kms:EncryptionContext:a"])
def test_undocumented_kms_keys_are_not_assumed(key: str) -> None:
    statement = key_allow({"StringEquals": {key: "x"}})
    asked = key_request()
    unsure = Request(asked.service, asked.action, asked.resource, asked.context, (key,))
    assert of(statement, asked=unsure) == "unknown"


@pytest.mark.parametrize(
    "statement",
    [
        allow(),
        allow(Sid="any"),
        allow(Principal={"AWS": "*"}, condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}}),
        allow(Principal={"AWS": "*"}, condition={"ArnLike": {"aws:SourceArn": BUDGET}}),
        allow(Action="SNS:*"),
        allow(Action="sns:Pub*"),
        allow(Resource="*"),
        allow({"ArnEquals": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}}),
        allow({"ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:budget/*"}}),
        allow({"ArnLike": {"aws:SourceArn": "arn:aws:budgets::*:*"}}),
        allow({"ArnLike": {"aws:SourceArn": BUDGET}}),
        allow({"StringLike": {"aws:SourceArn": "arn:aws:budgets:*"}}),
        allow(Principal={"Service": ["events.amazonaws.com", "budgets.amazonaws.com"]}),
    ],
)
def test_what_lets_the_sender_in(statement: Json) -> None:
    assert of(statement) == "allow"
    assert effect({"Statement": statement}) == "allow"


@pytest.mark.parametrize("insecure", ["false", False])
def test_a_deny_of_insecure_transport_does_not_hit(insecure: object) -> None:
    assert of(allow(), deny({"Bool": {"aws:SecureTransport": insecure}})) == "allow"


def test_a_source_arn_of_one_budget_is_wrong_for_another() -> None:
    statement = allow({"ArnEquals": {"aws:SourceArn": BUDGET}})
    other = request(aws__SourceArn=f"arn:aws:budgets::{ACCOUNT}:budget/other")
    assert of(statement) == "allow"
    assert of(statement, asked=other) == "implicit_deny"


def test_the_bare_kms_action_suffices() -> None:
    statement = key_allow(Action=["kms:GenerateDataKey", "kms:Decrypt"])
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        assert of(statement, asked=key_request(action)) == "allow"


def test_the_topic_as_aws_prints_it() -> None:
    decision = evaluate(sample("topic-with-budgets"), request())
    assert (decision.effect.value, decision.deciding) == ("allow", (1,))
    assert [s.sid for s in decision.near_misses] == ["__default_statement_ID"]


def test_a_customer_key_with_the_budgets_statement() -> None:
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        decision = evaluate(sample("customer-key-with-budgets"), key_request(action))
        assert (decision.effect.value, decision.deciding) == ("allow", (1,))


def test_the_key_that_aws_manages_for_sns() -> None:
    """With kms:CallerAccount known never to be the customer's it refuses; else it hangs on it."""
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        asked = key_request(action, kms__CallerAccount="-")
        keys = ("kms:CallerAccount", "kms:ViaService")
        never = Request(asked.service, asked.action, asked.resource, asked.context, keys)
        assert effect(sample("aws-managed-sns-key"), never) == "implicit_deny"
        open_keys = key_request(action)
        unsure = Request(asked.service, asked.action, asked.resource, open_keys.context, keys)
        decision = evaluate(sample("aws-managed-sns-key"), unsure)
        assert (decision.effect.value, decision.unknown_keys) == ("unknown", keys)


def test_an_unsure_statement_does_not_spoil_a_sure_one() -> None:
    block = {"StringEquals": {"kms:ViaService": "sns.ap-northeast-1.amazonaws.com"}}
    assert of(allow(block), allow(), asked=request(unknown=("kms:ViaService",))) == "allow"


def test_a_queue_and_a_function_are_judged_alike() -> None:
    queue = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:alerts"
    context = {"aws:SourceArn": TOPIC, "aws:SourceAccount": ACCOUNT}
    asked = Request("sns.amazonaws.com", "sqs:SendMessage", queue, context)
    statement = allow(
        {"ArnEquals": {"aws:SourceArn": TOPIC}},
        Principal={"Service": "sns.amazonaws.com"},
        Action="sqs:SendMessage",
        Resource=queue,
    )
    assert effect(policy(statement, version=None), asked) == "allow"
    assert of(allow(statement["Condition"], Action="sqs:*"), asked=asked) == "implicit_deny"
