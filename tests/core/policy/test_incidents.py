"""The public incidents of docs/causes.md, as policies of our own."""

from __future__ import annotations

from bot.core.policy import Request, SuspectKind, evaluate, suspects
from tests.core.policy.build import (
    ACCOUNT,
    BUDGETS,
    TOPIC,
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

ROOT_STATEMENT = key_allow(
    Sid="root", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, Action="kms:*"
)
BOTH = ("kms:GenerateDataKey", "kms:Decrypt")


def test_notification_terraform_2049_a_region_in_the_source_arn() -> None:
    statement = key_allow(
        {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:ca-central-1:{ACCOUNT}:*"},
        },
        Sid="Allow_Budgets_for_CMK",
    )
    document = policy(ROOT_STATEMENT, statement)
    for action in BOTH:
        decision = evaluate(document, key_request(action))
        assert decision.effect.value == "implicit_deny"
        assert decision.statements[1].near_miss
        first = suspects(document, key_request(action))[0]
        assert (first.kind, first.statement, first.meant) == (SuspectKind.REGION, 1, True)
        assert first.says == (
            'Statement 2 ("Allow_Budgets_for_CMK") can never match by aws:SourceArn: '
            f'"arn:aws:budgets:ca-central-1:{ACCOUNT}:*" has the Region ca-central-1, and ARNs of '
            f'budgets carry no Region: it should be "arn:aws:budgets::{ACCOUNT}:*".'
        )


def test_notification_terraform_2057_the_account_alone() -> None:
    document = policy(ROOT_STATEMENT, key_allow({"StringEquals": {"aws:SourceAccount": ACCOUNT}}))
    assert [effect(document, key_request(action)) for action in BOTH] == ["allow", "allow"]


def test_hyp3_762_the_aws_managed_key() -> None:
    document = sample("aws-managed-sns-key")
    asked = key_request(kms__CallerAccount="-")
    never = Request(
        BUDGETS,
        asked.action,
        asked.resource,
        asked.context,
        ("kms:CallerAccount", "kms:ViaService"),
    )
    assert effect(document, never) == "implicit_deny"
    assert not any(suspect.meant for suspect in suspects(document, never))


def test_azul_5651_the_default_statement_lost_or_alone() -> None:
    """One statement in the place of all: the sender is in, the owner is not our question here."""
    assert of(allow()) == "allow"
    default = allow(
        {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
        Sid="__default_statement_ID",
        Principal={"AWS": "*"},
    )
    found = suspects(policy(default, version="2008-10-17"), request())
    assert of(default) == "implicit_deny"
    assert [(s.kind, s.meant) for s in found] == [(SuspectKind.SOURCE_OWNER, False)]


def test_aws_cdk_20661_denies_of_insecure_transport_and_of_all_but_some_services() -> None:
    secure = deny({"Bool": {"aws:SecureTransport": "false"}}, Action="sns:Publish")
    listed = ["s3.amazonaws.com", "events.amazonaws.com"]
    others = deny({"StringNotEquals": {"aws:PrincipalServiceName": listed}}, Action="sns:Publish")
    assert of(allow(), secure) == "allow"
    assert of(allow(), secure, others) == "deny"
    ours = deny({"StringNotEquals": {"aws:PrincipalServiceName": [*listed, BUDGETS]}})
    assert of(allow(), secure, ours) == "allow"


def test_fund_826_cost_explorers_name_for_cost_anomaly_detection() -> None:
    asked = request(service="costalerts.amazonaws.com")
    wrong = policy(allow(Principal={"Service": "ce.amazonaws.com"}))
    assert effect(wrong, asked) == "implicit_deny"
    (only,) = suspects(wrong, asked)
    assert (only.kind, only.meant) == (SuspectKind.WRONG_SERVICE, True)
    assert "It should be costalerts.amazonaws.com." in only.says
    assert effect(policy(allow(Principal={"Service": asked.service})), asked) == "allow"


def test_cloudwatch_auto_alarms_63_an_organisation_of_principals() -> None:
    document = policy(allow({"StringEquals": {"aws:PrincipalOrgID": "o-abc"}}, Resource=TOPIC))
    (only,) = suspects(document, request())
    assert only.kind is SuspectKind.PRINCIPAL_KEY
    assert "aws:SourceOrgID" in only.says
