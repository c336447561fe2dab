"""The judge on keys: statements, states, grants, and what AWS documents nowhere."""

from dataclasses import replace

import pytest

from playground.aws.judge import Assumptions, Grant, Outcome, judge
from tests.playground.aws.judge_cases import (
    ACCOUNT,
    KEY,
    ON_KEY,
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


def test_a_world_is_consistent_in_itself() -> None:
    """Whether or not the SourceArn is sent to KMS, one of these two statements lets Budgets in."""
    sent = when("ArnLike", "aws:SourceArn", SOURCE, of=ON_KEY)
    not_sent = when("Null", "aws:SourceArn", "true", of=ON_KEY)
    assert judge(encrypted(sent)).outcome == C
    assert judge(encrypted(sent, not_sent)).outcome == D


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        (ON_KEY, D),
        ({**ON_KEY, "Action": "kms:*"}, D),
        ({**ON_KEY, "Action": ["kms:GenerateDataKey", "kms:Decrypt"]}, D),
        ({**ON_KEY, "Action": "kms:GenerateDataKey*"}, R),
        ({**ON_KEY, "Action": "kms:Decrypt"}, R),
        ({**ON_KEY, "Resource": KEY}, D),
        ({**ON_KEY, "Resource": f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/alerts"}, R),
        ({name: value for name, value in ON_KEY.items() if name != "Resource"}, R),
        ({name: value for name, value in ON_KEY.items() if name != "Action"}, R),
        ({**ON_KEY, "Principal": {"AWS": "*"}}, C),
        (when("StringEquals", "aws:SourceAccount", ACCOUNT, of=ON_KEY), D),
        (when("ArnLike", "aws:SourceArn", f"arn:aws:budgets::{ACCOUNT}:*", of=ON_KEY), C),
        (when("ArnLike", "aws:SourceArn", f"arn:aws:budgets:eu-west-1:{ACCOUNT}:*", of=ON_KEY), R),
        (when("ArnLike", "aws:SourceArn", "arn:aws:budgets::222222222222:*", of=ON_KEY), R),
        (when("StringEquals", "kms:ViaService", "sns.eu-west-1.amazonaws.com", of=ON_KEY), C),
        (when("StringEquals", "kms:EncryptionContext:aws:sns:topicArn", TOPIC, of=ON_KEY), C),
        (when("StringEquals", "kms:EncryptionContextKeys", "aws:sns:topicArn", of=ON_KEY), C),
        (when("StringLike", "kms:ViaService", "sns.*.amazonaws.com", of=ON_KEY), C),
        (when("StringEquals", "kms:ViaService", "sns.*.amazonaws.com", of=ON_KEY), R),
        (when("StringEquals", "kms:ViaService", "sns.us-east-1.amazonaws.com", of=ON_KEY), R),
        (when("StringEquals", "kms:EncryptionContext:aws:sns:topicArn", KEY, of=ON_KEY), R),
        (when("StringEquals", "kms:CallerAccount", ACCOUNT, of=ON_KEY), R),
        (when("StringEquals", "kms:CallerAccount", "222222222222", of=ON_KEY), C),
        (when("StringEquals", "kms:GranteePrincipal", ACCOUNT, of=ON_KEY), C),
    ],
)
def test_one_statement_on_the_key(statement: Statement, outcome: Outcome) -> None:
    assert judge(encrypted(statement)).outcome == outcome


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"state": "Updating"}, D),
        ({"state": "Disabled"}, R),
        ({"state": "PendingDeletion"}, R),
        ({"state": "PendingReplicaDeletion"}, R),
        ({"state": "PendingImport"}, R),
        ({"state": "Creating"}, R),
        ({"state": "Unavailable"}, R),
        ({"state": "SomethingNew"}, C),
        ({"spec": "RSA_2048"}, R),
        ({"usage": "SIGN_VERIFY"}, R),
        ({"manager": "AWS"}, R),
        ({"exists": False, "policies": ()}, R),
        ({"arn": KEY.replace("eu-west-1", "us-east-1")}, R),
    ],
)
def test_the_key_itself(changes: dict[str, object], outcome: Outcome) -> None:
    assert judge(encrypted(ON_KEY, **changes)).outcome == outcome


def test_both_actions_may_come_from_different_statements_and_documents() -> None:
    one, two = (policy({**ON_KEY, "Action": a}) for a in ("kms:GenerateDataKey", "kms:Decrypt"))
    assert judge(encrypted(policies=(one, two))).outcome == D


@pytest.mark.parametrize(
    ("grant", "outcome"),
    [
        (Grant("budgets.amazonaws.com", ("GenerateDataKey", "Decrypt"), SOURCE), C),
        (Grant("budgets.amazonaws.com", ("GenerateDataKey", "Decrypt")), C),
        (Grant("budgets.amazonaws.com", ("GenerateDataKey",), SOURCE), R),
        (Grant("budgets.amazonaws.com", ("GenerateDataKey", "Decrypt"), SOURCE + "2"), R),
        (Grant("events.amazonaws.com", ("GenerateDataKey", "Decrypt"), SOURCE), R),
    ],
)
def test_a_grant_alone(grant: Grant, outcome: Outcome) -> None:
    assert judge(encrypted(grants=(grant,))).outcome == outcome


def test_a_deny_wins_over_a_grant() -> None:
    grant = Grant("budgets.amazonaws.com", ("GenerateDataKey", "Decrypt"), SOURCE)
    deny = {**ON_KEY, "Effect": "Deny"}
    assert judge(encrypted(deny, grants=(grant,))).outcome == R


def test_what_a_scenario_assumes_decides() -> None:
    grant = Grant("budgets.amazonaws.com", ("GenerateDataKey", "Decrypt"), SOURCE)
    everyone = {**ON_KEY, "Principal": {"AWS": "*"}}
    arn = when("ArnLike", "aws:SourceArn", SOURCE, of=ON_KEY)
    for assumed, outcome in ((True, D), (False, R)):
        cases = (
            (encrypted(grants=(grant,)), Assumptions(grant=assumed)),
            (encrypted(everyone), Assumptions(everyone=assumed)),
            (encrypted(arn), Assumptions(kms_source_arn=assumed)),
        )
        for situation, assumptions in cases:
            assert judge(replace(situation, assumptions=assumptions)).outcome == outcome


def test_which_hop_stops_it_or_leaves_it_open() -> None:
    unknown = when("StringEquals", "aws:SourceOrgID", "o-1")
    on_key = when("StringEquals", "aws:SourceOrgID", "o-1", of=ON_KEY)
    silent, dead = encrypted(), encrypted(ON_KEY, state="Disabled")
    open_topic = replace(encrypted(ON_KEY), topic_policy=policy(unknown))
    cases = [
        (encrypted(ON_KEY), D, ""),
        (on(), R, "topic"),
        (replace(silent, topic_policy=policy()), R, "topic"),
        (replace(dead, topic_policy=None), R, "topic"),
        (replace(dead, topic_policy=policy()), R, "topic"),
        (replace(dead, topic_policy=policy(unknown)), R, "key"),
        (replace(dead, topic_policy="not json"), R, "key"),
        (silent, R, "key"),
        (dead, R, "key"),
        (on(unknown), C, "topic"),
        (open_topic, C, "topic"),
        (replace(open_topic, key=encrypted(on_key).key), C, "topic"),
        (encrypted(on_key), C, "key"),
        (replace(open_topic, key=silent.key), R, "key"),
        (on({"Effect": "Perhaps"}), C, "topic"),
        (encrypted({"Effect": "Perhaps"}), C, "key"),
    ]
    for situation, outcome, hop in cases:
        judgement = judge(situation)
        assert (judgement.outcome, judgement.hop) == (outcome, hop), situation
