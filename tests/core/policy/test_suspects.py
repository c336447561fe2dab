"""The usual suspects, by name and in words."""

from __future__ import annotations

import json

import pytest

from bot.core.policy import Request, SuspectKind, suspects
from tests.core.policy.build import (
    ACCOUNT,
    KEY,
    TOPIC,
    Json,
    allow,
    deny,
    key_allow,
    key_request,
    policy,
    request,
)

K = SuspectKind
FAR = "222222222222"


def source_arn(pattern: str, operator: str = "ArnLike") -> Json:
    return allow({operator: {"aws:SourceArn": pattern}})


CASES: list[tuple[Json, SuspectKind, bool, str]] = [
    (source_arn(f"arn:aws:budgets:us-east-1:{ACCOUNT}:*"), K.REGION, True, "no Region"),
    (source_arn(f"arn:aws-cn:budgets::{ACCOUNT}:*"), K.PARTITION, True, "aws-cn"),
    (source_arn(f"arn:aws:budgets::{FAR}:*"), K.ANOTHER_ACCOUNT, True, FAR),
    (source_arn(f"arn:aws:ce::{ACCOUNT}:*"), K.ANOTHER_SOURCE, True, "service ce"),
    (source_arn(f"arn:aws:sns:eu-west-1:{FAR}:t"), K.ANOTHER_SOURCE, True, "service sns"),
    (source_arn(f"arn:aws:budgets::{ACCOUNT}:budget/b"), K.ANOTHER_SOURCE, True, "budget/b"),
    (source_arn(f"arn:aws:Budgets::{ACCOUNT}:*"), K.CASE, True, "upper and lower"),
    (source_arn("arn:aws:budgets:*"), K.NOT_AN_ARN, True, "six parts"),
    (source_arn(f"arn:aws:budgets::{ACCOUNT}:*", "StringEquals"), K.WILDCARD, True, "ArnLike"),
    (
        source_arn(f"arn:aws:budgets:us-east-1:{ACCOUNT}:*", "StringEqualsIgnoreCase"),
        K.WILDCARD,
        True,
        "carry no Region",
    ),
    (
        allow({"StringEquals": {"aws:SourceAccount": "1111*"}}),
        K.WILDCARD,
        True,
        "should be StringLike",
    ),
    (
        allow({"StringEquals": {"aws:SourceAccount": FAR}}),
        K.ANOTHER_ACCOUNT,
        True,
        f'"{FAR}"; the request carries {ACCOUNT}',
    ),
    (allow(Principal={"Service": "sns.amazonaws.com"}), K.WRONG_SERVICE, True, "itself"),
    (allow(Principal={"Service": "budget.amazonaws.com"}), K.WRONG_SERVICE, True, "budget."),
    (
        allow(Principal={"Service": "budgets.us-east-1.amazonaws.com"}),
        K.WRONG_SERVICE,
        True,
        "It should be budgets.amazonaws.com.",
    ),
    (allow(Principal={"Service": "Budgets.amazonaws.com"}), K.WRONG_SERVICE, True, "Budgets."),
    (allow(Principal={"Service": "ce.amazonaws.com"}), K.WRONG_SERVICE, True, "another service"),
    (
        allow(Principal={"Service": "costalerts.amazonaws.com"}),
        K.NEIGHBOUR,
        False,
        "is for AWS Cost Anomaly Detection (costalerts.amazonaws.com): leave it.",
    ),
    (
        allow(Principal={"Service": "costalerts.amazonaws.com"}, Sid="AWSBudgetsPublish"),
        K.WRONG_SERVICE,
        True,
        "meant for budgets.amazonaws.com by its Sid, and lets costalerts.amazonaws.com in",
    ),
    (allow(Principal={"Service": "*"}), K.WRONG_SERVICE, True, "wildcard"),
    (allow(Principal={"AWS": "budgets.amazonaws.com"}), K.SERVICE_UNDER_AWS, True, '"Service"'),
    (allow(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}), K.ROOT_ONLY, False, "never covers"),
    (allow(Principal={"AWS": ACCOUNT}), K.ROOT_ONLY, False, ACCOUNT),
    (
        allow({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
        K.PRINCIPAL_KEY,
        True,
        "aws:SourceOrgID",
    ),
    (
        allow({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/*"}}),
        K.PRINCIPAL_KEY,
        True,
        "aws:SourceOrgPaths",
    ),
    (
        allow({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::1:role/x"}}),
        K.PRINCIPAL_KEY,
        True,
        "aws:SourceArn",
    ),
    (allow({"StringEquals": {"aws:PrincipalTag/a": "b"}}), K.PRINCIPAL_KEY, True, "SourceAccount"),
    (allow({"StringEquals": {"AWS:SourceOwner": ACCOUNT}}), K.SOURCE_OWNER, True, "SourceOwner"),
    (
        allow({"StringEquals": {"aws:SourceVpce": "v"}}),
        K.NEVER_CARRIED,
        True,
        'asks by StringEquals for aws:SourceVpce "v"; a service\'s call carries no aws:SourceVpce',
    ),
    (allow({"StringEquals": {"ec2:Vpc": "v"}}), K.CONDITION, True, "does not carry"),
    (allow({"Bool": {"aws:ViaAWSService": "true"}}), K.CONDITION, True, 'carries "false"'),
    (allow({"StringNotEquals": {"aws:SourceAccount": ACCOUNT}}), K.CONDITION, True, ACCOUNT),
    (allow(Resource=TOPIC + "2"), K.ANOTHER_RESOURCE, True, f"not about {TOPIC}"),
    (allow(Resource=TOPIC.replace("dev", "DEV")), K.CASE, True, "upper and lower"),
    (allow(Resource=None), K.NO_ELEMENT, True, "which AWS does not accept"),
    (allow(Action="sns:Subscribe"), K.ACTION, True, "does not cover sns:Publish"),
    (allow(Effect="allow"), K.CASE, True, 'should be "Allow"'),
    (allow(Principal=None, NotPrincipal={"AWS": ACCOUNT}), K.NOT_PRINCIPAL, True, "NotPrincipal"),
]


@pytest.mark.parametrize(("statement", "kind", "meant", "words"), CASES)
def test_one_mistake_one_suspect(
    statement: Json, kind: SuspectKind, meant: bool, words: str
) -> None:
    (only,) = suspects(policy({"Sid": "x", **statement}), request())
    assert (only.kind, only.statement, only.meant) == (kind, 0, meant)
    assert words in only.says
    assert only.says.startswith(f'Statement 1 ("{statement.get("Sid", "x")}") ')


KEY_CASES: list[tuple[Json, SuspectKind, str]] = [
    (key_allow(Resource=None), K.NO_ELEMENT, "no effect"),
    (key_allow(Action=None), K.NO_ELEMENT, '"Action": "kms:Decrypt"'),
    (key_allow(Action="kms:GenerateDataKey*"), K.ACTION, "does not cover kms:Decrypt"),
    (
        key_allow(Resource=f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:alias/alerts"),
        K.ALIAS_AS_RESOURCE,
        'It should be "*"',
    ),
    (key_allow(Resource=KEY[:-1] + "1"), K.ANOTHER_RESOURCE, KEY),
    (
        key_allow({"StringEquals": {"kms:ViaService": "sns.eu-west-1.amazonaws.com"}}),
        K.KMS_CALL,
        "",
    ),
    (key_allow({"StringEquals": {"kms:GrantOperations": "x"}}), K.NEVER_CARRIED, "CreateGrant"),
    (
        key_allow({"StringEquals": {"kms:CallerAccount": ACCOUNT}}),
        K.NEVER_CARRIED,
        "an account of AWS's own, never from one of yours",
    ),
]


@pytest.mark.parametrize(("statement", "kind", "words"), KEY_CASES)
@pytest.mark.parametrize("unknown", [(), ("kms:ViaService", "kms:CallerAccount")])
def test_one_mistake_on_a_key(
    statement: Json, kind: SuspectKind, words: str, unknown: tuple[str, ...]
) -> None:
    asked = key_request()
    asked = Request(asked.service, asked.action, asked.resource, asked.context, unknown)
    (only,) = suspects(json.dumps(policy(statement)), asked)
    assert (only.kind, only.meant) == (kind, True)
    assert words in only.says


VIA = "sns.ap-northeast-1.amazonaws.com"
CONTEXT_KEY = "kms:EncryptionContext:aws:sns:topicArn"


@pytest.mark.parametrize(
    ("block", "kind", "words"),
    [
        ({"StringEquals": {"kms:ViaService": "sns.*.amazonaws.com"}}, K.WILDCARD, "StringLike, or"),
        (
            {"StringEquals": {"kms:ViaService": "sns.eu-west-1.amazonaws.com"}},
            K.KMS_CALL,
            f'calls KMS with "{VIA}" there, or without it, so that never fits. Leave that',
        ),
        ({"StringEquals": {CONTEXT_KEY: f"{TOPIC}2"}}, K.KMS_CALL, "so that never fits"),
        ({"StringEquals": {CONTEXT_KEY: TOPIC}}, K.KMS_CALL, "it could be told"),
        ({"StringEquals": {"kms:ViaService": VIA}}, K.KMS_CALL, "it could be told"),
    ],
)
def test_a_kms_key_that_is_absent_or_known(block: Json, kind: SuspectKind, words: str) -> None:
    asked = key_request()
    held = {**asked.context, "kms:ViaService": VIA, CONTEXT_KEY: TOPIC}
    asked = Request(
        asked.service, asked.action, asked.resource, held, ("kms:ViaService", CONTEXT_KEY)
    )
    found = suspects(policy(key_allow(block)), asked)
    assert {one.kind for one in found} == {kind}
    assert all(words in one.says for one in found)


def test_a_variable_under_the_older_version() -> None:
    in_value = allow({"StringEquals": {"aws:SourceAccount": "${aws:ResourceAccount}"}})
    in_resource = allow(Resource="arn:aws:sns:*:*:${aws:PrincipalServiceName}")
    for statement in (in_value, in_resource):
        (only,) = suspects(policy(statement, version=None), request())
        assert only.kind is K.VARIABLE
        assert "2012-10-17" in only.says


def test_several_mistakes_in_one_statement_are_all_named() -> None:
    statement = allow(
        {
            "StringEquals": {"aws:SourceAccount": FAR},
            "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:us-east-1:{FAR}:*"},
        },
        Resource=TOPIC + "2",
    )
    kinds = [suspect.kind for suspect in suspects(policy(statement), request())]
    assert kinds == [K.ANOTHER_RESOURCE, K.ANOTHER_ACCOUNT, K.REGION, K.ANOTHER_ACCOUNT]


def test_of_several_values_the_nearest_is_named() -> None:
    block = {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::b", f"arn:aws:budgets:a:{ACCOUNT}:*"]}}
    assert suspects(policy(allow(block)), request())[0].kind is K.REGION


@pytest.mark.parametrize(
    "neighbour",
    [
        allow(Principal={"Service": "s3.amazonaws.com"}),
        allow(Principal={"Service": "events.amazonaws.com"}),
        allow(Principal={"Service": "cloudwatch.amazonaws.com"}, Resource="*"),
        allow({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::b"}}, Principal={"Service": "s3"}),
        allow({"ArnLike": {"aws:SourceArn": f"arn:aws:ce::{ACCOUNT}:*"}})
        | {"Principal": {"Service": "costalerts.amazonaws.com"}},
    ],
)
def test_another_services_statement_is_no_mistake(neighbour: Json) -> None:
    (only,) = suspects(policy(neighbour), request())
    assert (only.kind, only.meant) == (K.NEIGHBOUR, False)
    assert only.says.endswith(": leave it.")
    assert "should" not in only.says


@pytest.mark.parametrize(
    "neighbour",
    [
        allow(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/x"}),
        allow(Principal={"Service": "events.amazonaws.com"}, Action="sns:Subscribe"),
        allow(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/x"}, Sid="BudgetTeam")
        | {"Action": "sns:Subscribe"},
        allow(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, Action="sns:Subscribe"),
        deny(),
        None,
    ],
)
def test_a_neighbours_statement_is_no_suspect(neighbour: object) -> None:
    assert suspects(policy(neighbour), request()) == ()


def test_nothing_is_suspect_where_the_sender_is_let_in_or_there_is_no_policy() -> None:
    region = source_arn(f"arn:aws:budgets:us-east-1:{ACCOUNT}:*")
    assert suspects(policy(region, allow()), request()) == ()
    assert suspects("no policy", request()) == ()


def test_a_wildcard_principal_with_the_senders_arn_was_meant() -> None:
    statement = source_arn(f"arn:aws:budgets:us-east-1:{ACCOUNT}:*") | {"Principal": "*"}
    assert suspects(policy(statement), request())[0].meant


def test_what_was_meant_comes_first() -> None:
    default = allow({"StringEquals": {"AWS:SourceOwner": ACCOUNT}}, Principal={"AWS": "*"})
    region = source_arn(f"arn:aws:budgets:us-east-1:{ACCOUNT}:*")
    found = suspects(policy(default, region), request())
    assert [(s.kind, s.statement) for s in found] == [(K.REGION, 1), (K.SOURCE_OWNER, 0)]


def test_another_sender_is_told_in_its_own_words() -> None:
    asked = Request(
        "cloudwatch.amazonaws.com",
        "sns:Publish",
        TOPIC,
        {"aws:SourceArn": f"arn:aws:cloudwatch:ap-northeast-1:{ACCOUNT}:alarm:x"},
    )
    wrong = allow(Principal={"Service": "monitoring.amazonaws.com"})
    (only,) = suspects(policy(wrong), asked)
    assert "It should be cloudwatch.amazonaws.com." in only.says
    theirs = allow(Principal={"Service": "events.amazonaws.com"})
    assert [one.meant for one in suspects(policy(theirs), asked)] == [False]
    region = allow(
        {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:*"}},
        Principal={"Service": "cloudwatch.amazonaws.com"},
    )
    (only,) = suspects(policy(region), asked)
    assert only.kind is K.REGION
    assert "where the request has ap-northeast-1" in only.says


def test_a_thousand_wrong_names_are_told_by_a_few() -> None:
    names = [f"budget{number}.amazonaws.com" for number in range(1_000)]
    found = suspects(policy(allow(Principal={"Service": names})), request())
    assert [one.kind for one in found] == [K.WRONG_SERVICE] * 5


def test_a_sentence_stays_short_whatever_the_policy_holds() -> None:
    (only,) = suspects(policy(allow({"StringEquals": {"x": "y" * 30_000}})), request())
    assert len(only.says) < 700
