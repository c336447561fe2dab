"""The judge's own cases, written from docs/facts.md 4 and held against nothing else."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from playground.aws.delivery_rules.sender import ANOMALIES
from playground.aws.judge import Key, Outcome, Situation, judge
from tests.playground.aws.judge_cases import (
    ACCOUNT,
    KEY,
    ON_KEY,
    ON_TOPIC,
    SOURCE,
    TOPIC,
    Statement,
    encrypted,
    on,
    policy,
    when,
)

D: Outcome = "delivers"
R: Outcome = "refused"
C: Outcome = "cannot judge"

DENY: Statement = {**ON_TOPIC, "Effect": "Deny", "Principal": "*"}


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        (ON_TOPIC, D),
        (
            {
                **ON_TOPIC,
                "Principal": {"Service": ["events.amazonaws.com", "budgets.amazonaws.com"]},
            },
            D,
        ),
        ({**ON_TOPIC, "Principal": {"Service": "budget.amazonaws.com"}}, R),
        ({**ON_TOPIC, "Principal": {"Service": "sns.amazonaws.com"}}, R),
        ({**ON_TOPIC, "Principal": {"Service": "*"}}, R),
        ({**ON_TOPIC, "Principal": {"AWS": "budgets.amazonaws.com"}}, R),
        ({**ON_TOPIC, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}, R),
        ({**ON_TOPIC, "Principal": {"AWS": "*"}}, C),
        ({**ON_TOPIC, "Principal": "*"}, C),
        ({**ON_TOPIC, "Action": "sns:Pub*"}, D),
        ({**ON_TOPIC, "Action": ["sns:Subscribe", "SNS:*"]}, D),
        ({**ON_TOPIC, "Action": "sns:Subscribe"}, R),
        ({**ON_TOPIC, "Resource": "*"}, D),
        ({**ON_TOPIC, "Resource": f"arn:aws:sns:*:{ACCOUNT}:al?rts"}, D),
        ({**ON_TOPIC, "Resource": TOPIC.upper()}, R),
        ({**ON_TOPIC, "Resource": TOPIC + "2"}, R),
        ({**ON_TOPIC, "Resource": "arn:aws:sns:*"}, D),
        ({**ON_TOPIC, "Resource": "arn:aws:sns:eu-west-1:*"}, D),
        ({**ON_TOPIC, "Resource": "arn:aws:sns"}, R),
        ({**ON_TOPIC, "Resource": "arn:aws:sqs:*"}, R),
        ({**ON_TOPIC, "Resource": f"arn:aws:sns:e*t-1:{ACCOUNT}:*"}, D),
        ({**ON_TOPIC, "Resource": "arn:aws:s*s:alerts"}, R),
        (when("StringEquals", "aws:SourceAccount", ACCOUNT), D),
        (when("StringEquals", "AWS:sourceaccount", ACCOUNT), D),
        (when("StringEquals", "aws:SourceAccount", int(ACCOUNT)), D),
        (when("StringEquals", "aws:SourceAccount", "222222222222"), R),
        (when("StringEquals", "aws:SourceOwner", ACCOUNT), R),
        (when("StringEquals", "aws:PrincipalOrgID", "o-example"), R),
        (when("StringEqualsIfExists", "aws:PrincipalOrgID", "o-example"), D),
        (when("StringEquals", "aws:SourceOrgID", "o-example"), C),
        (when("StringEquals", "aws:SourceArn", f"arn:aws:budgets::{ACCOUNT}:*"), R),
        (when("StringLike", "aws:SourceArn", f"arn:aws:budgets::{ACCOUNT}:*"), D),
        (when("ArnLike", "aws:SourceArn", f"arn:aws:budgets::{ACCOUNT}:*"), D),
        (when("ArnEquals", "aws:SourceArn", "arn:aws:budgets::*:budget/*"), D),
        (when("ArnLike", "aws:SourceArn", f"arn:aws:budgets:us-east-1:{ACCOUNT}:*"), R),
        (when("ArnLike", "aws:SourceArn", f"arn:aws:budgets::{ACCOUNT}:budget/other"), R),
        (when("ArnLike", "aws:SourceArn", "*"), C),
        (when("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{ACCOUNT}:role/*"), R),
        (when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"), C),
        (when("Bool", "aws:SecureTransport", "true"), D),
        (when("Bool", "aws:SecureTransport", True), D),
        (when("Bool", "aws:ViaAWSService", "true"), R),
        (when("Null", "aws:PrincipalOrgID", "true"), D),
        (when("Null", "aws:SourceAccount", "true"), R),
        (when("StringNotEquals", "aws:SourceVpce", "vpce-1"), D),
        (when("NumericLessThan", "aws:EpochTime", "1"), C),
        (when("ForAnyValue:StringEquals", "aws:PrincipalServiceNamesList", "x"), C),
    ],
)
def test_one_statement_on_the_topic(statement: Statement, outcome: Outcome) -> None:
    assert judge(on(statement)).outcome == outcome


@pytest.mark.parametrize(
    ("deny", "outcome"),
    [
        (DENY, R),
        ({**DENY, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}, D),
        (when("Bool", "aws:SecureTransport", "false", of=DENY), D),
        (when("StringNotEquals", "aws:PrincipalOrgID", "o-example", of=DENY), R),
        (when("StringNotEquals", "aws:SourceVpce", "vpce-1", of=DENY), R),
        (
            when(
                "StringNotEqualsIfExists", "aws:PrincipalServiceName", "s3.amazonaws.com", of=DENY
            ),
            R,
        ),
        (when("StringNotEquals", "aws:PrincipalAccount", ACCOUNT, of=DENY), R),
        (when("StringEquals", "aws:PrincipalAccount", ACCOUNT, of=DENY), D),
        (when("StringNotEquals", "aws:PrincipalAccount", ACCOUNT, "222222222222", of=DENY), C),
        (when("StringNotEquals", "aws:SourceOrgID", "o-example", of=DENY), C),
        (
            {
                **DENY,
                "Action": "sns:Subscribe",
                "Condition": {"IpAddress": {"aws:SourceIp": "::/0"}},
            },
            D,
        ),
        (
            {
                "Effect": "Deny",
                "NotPrincipal": {"AWS": ACCOUNT},
                "Action": "sns:Publish",
                "Resource": TOPIC,
            },
            C,
        ),
    ],
)
def test_a_deny_beside_the_right_statement(deny: Statement, outcome: Outcome) -> None:
    assert judge(on(ON_TOPIC, deny)).outcome == outcome
    assert judge(on(deny, ON_TOPIC)).outcome == outcome


@pytest.mark.parametrize(
    ("organization", "statement", "outcome"),
    [
        ("o-1", when("StringEquals", "aws:SourceOrgID", "o-1"), D),
        ("o-1", when("StringEquals", "aws:SourceOrgID", "o-2"), R),
        ("o-1", when("StringEquals", "aws:ResourceOrgID", "o-1"), D),
        ("o-1", when("StringLike", "aws:SourceOrgPaths", "o-1/*"), C),
        ("", when("StringEquals", "aws:SourceOrgID", "o-1"), R),
        ("", when("StringLike", "aws:SourceOrgPaths", "o-1/*"), R),
        (None, when("StringEquals", "aws:SourceOrgID", "o-1"), C),
    ],
)
def test_the_accounts_organisation(
    organization: str | None, statement: Statement, outcome: Outcome
) -> None:
    assert judge(replace(on(statement), organization=organization)).outcome == outcome


@pytest.mark.parametrize(("organization", "outcome"), [("o-1", D), ("o-2", R), ("", R), (None, C)])
def test_a_deny_for_other_organisations(organization: str | None, outcome: Outcome) -> None:
    deny = when("StringNotEqualsIfExists", "aws:SourceOrgID", "o-1", of=DENY)
    # Outside of an organisation the key is absent, and IfExists lets the Deny hit.
    assert judge(replace(on(ON_TOPIC, deny), organization=organization)).outcome == outcome


def test_a_deny_that_cannot_be_told_changes_nothing_where_nobody_is_let_in() -> None:
    deny = when("StringNotEquals", "aws:SourceOrgID", "o-example", of=DENY)
    assert judge(on(deny)).outcome == R


def test_all_conditions_of_a_statement_must_hold() -> None:
    both = {"StringEquals": {"aws:SourceAccount": ACCOUNT}, "ArnLike": {"aws:SourceArn": SOURCE}}
    one_wrong = {**both, "StringEquals": {"aws:SourceAccount": "222222222222"}}
    assert judge(on({**ON_TOPIC, "Condition": both})).outcome == D
    assert judge(on({**ON_TOPIC, "Condition": one_wrong})).outcome == R


@pytest.mark.parametrize(
    ("value", "version", "outcome"),
    [("${aws:SourceAccount}", "2012-10-17", C), ("${aws:SourceAccount}", "2008-10-17", R)],
)
def test_variables_count_from_2012_on(value: str, version: str, outcome: Outcome) -> None:
    statement = when("StringEquals", "aws:SourceAccount", value)
    assert judge(on(statement, version=version)).outcome == outcome


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"topic_policy": None}, R),
        ({"account": "222222222222"}, R),
        ({"topic_arn": TOPIC + ".fifo"}, R),
        ({"topic_policy": "not json"}, C),
        ({"topic_policy": "[]"}, C),
        ({"topic_policy": "{}"}, R),
        ({"topic_policy": '{"Statement": [1]}'}, C),
        ({"topic_policy": '{"Statement": {"Effect": "allow"}}'}, C),
        ({"topic_policy": json.dumps({"Statement": ON_TOPIC})}, D),
        ({"sender": ANOMALIES}, R),
    ],
)
def test_the_topic_itself(changes: dict[str, str | None], outcome: Outcome) -> None:
    assert judge(replace(on(ON_TOPIC), **changes)).outcome == outcome  # type: ignore[arg-type]


def test_the_principal_of_budgets_in_china_is_not_documented() -> None:
    arn = TOPIC.replace("arn:aws:", "arn:aws-cn:")
    text = policy({**ON_TOPIC, "Resource": "*"})
    situation = Situation(ACCOUNT, "team-spend", arn, text)
    assert situation.source_arn == SOURCE.replace("arn:aws:", "arn:aws-cn:")
    assert judge(situation).outcome == C


def test_a_topic_that_refuses_is_refused_whatever_the_key_is() -> None:
    unsure = Key(KEY, ACCOUNT, (policy(when("StringEquals", "kms:KeySpec", "x", of=ON_KEY)),))
    assert judge(replace(on(), key=unsure)).outcome == R


def test_it_names_what_it_turns_on() -> None:
    why = judge(encrypted(when("StringEquals", "kms:KeySpec", "x", of=ON_KEY))).why
    assert why == "it turns on: StringEquals kms:KeySpec x (statement 1 of the key policy)"


@pytest.mark.parametrize(
    ("operator", "key", "value", "outcome"),
    [
        ("DateLessThan", "aws:CurrentTime", "2026-03-21T00:00:00Z", D),
        ("DateLessThan", "aws:CurrentTime", "2026-03-20T00:00:00+00:00", R),
        ("DateGreaterThanEquals", "aws:CurrentTime", "2026-03-20", D),
        ("DateGreaterThan", "aws:CurrentTime", "2026-03-21", R),
        ("DateLessThanIfExists", "aws:EpochTime", "1900000000", D),
        ("NumericLessThan", "aws:EpochTime", 1, R),
        ("DateNotEquals", "aws:CurrentTime", "2026-03-20T12:00:00Z", R),
        ("DateEquals", "aws:CurrentTime", "2026-03-20T12:00:00Z", D),
        ("DateLessThan", "aws:CurrentTime", "tomorrow", C),
        ("DateLessThan", "aws:TokenIssueTime", "2026-03-21", C),
    ],
)
def test_a_test_of_the_time(operator: str, key: str, value: object, outcome: Outcome) -> None:
    asked = on(when(operator, key, value))
    assert judge(replace(asked, now=datetime(2026, 3, 20, 12, tzinfo=UTC))).outcome == outcome
    assert judge(asked).outcome == C


def test_too_many_unknowns_are_given_up() -> None:
    unsure = [when("StringEquals", f"custom:{n}", "x", of=DENY) for n in range(60)]
    found = judge(on(ON_TOPIC, *unsure))
    assert found.outcome == C
