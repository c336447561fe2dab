"""Who publishes to a topic, as its policy tells."""

import pytest

from bot.core.policy.publishers import Publisher, Publishers, publishers
from tests.core.build import (
    ACCOUNT,
    BUDGETS,
    DEFAULT,
    NOW,
    OTHER,
    PUBLISHING,
    REGION,
    TOPIC,
    Doc,
    document,
    statement,
    topic,
)

EVENTS = "events.amazonaws.com"
S3 = "s3.amazonaws.com"
EVERYBODY = {"AWS": "*"}


def source(arn: str | list[str]) -> Doc:
    return {"ArnLike": {"aws:SourceArn": arn}}


def account(*ids: str) -> Doc:
    return {"StringEquals": {"aws:SourceAccount": list(ids)}}


def alone(service: str) -> tuple[Publisher, ...]:
    return (Publisher(service, (ACCOUNT,), bound=False),)


CASES = [
    pytest.param([statement(EVENTS)], Publishers(alone(EVENTS)), id="a service"),
    pytest.param(
        [statement(EVENTS, resource="arn:aws:sns:*")],
        Publishers(alone(EVENTS)),
        id="a star in its Resource spans colons",
    ),
    pytest.param(
        [statement(principal={"Service": [EVENTS, S3]})],
        Publishers((*alone(EVENTS), *alone(S3))),
        id="two services",
    ),
    pytest.param(
        [PUBLISHING], Publishers((Publisher(BUDGETS, (ACCOUNT,)),)), id="its account is named"
    ),
    pytest.param(
        [statement(S3, condition=account(OTHER, ACCOUNT))],
        Publishers((Publisher(S3, (OTHER, ACCOUNT)),)),
        id="two accounts",
    ),
    pytest.param(
        [statement(S3, condition=account(OTHER)), statement(S3)],
        Publishers((Publisher(S3, (OTHER, ACCOUNT), bound=False),)),
        id="another account, and any",
    ),
    pytest.param(
        [statement(S3, condition=source(f"arn:aws:s3:{REGION}:{OTHER}:b"))],
        Publishers((Publisher(S3, (OTHER,)),)),
        id="the account of the source's ARN",
    ),
    pytest.param(
        [statement(S3, condition=source("arn:aws:s3:::bucket"))],
        Publishers(alone(S3)),
        id="an ARN without an account",
    ),
    pytest.param(
        [statement(principal=EVERYBODY, condition=source("arn:aws:s3:::b"), sid="b")],
        Publishers(alone(S3), everyone=('statement 1 ("b")',)),
        id="everybody, with a bucket's ARN",
    ),
    pytest.param(
        [statement(principal="*", condition=source(f"arn:aws:rds:{REGION}:{ACCOUNT}:db:x"))],
        Publishers((Publisher("events.rds.amazonaws.com", (ACCOUNT,)),), everyone=("statement 1",)),
        id="everybody, with a database's ARN",
    ),
    pytest.param(
        [statement(principal="*", condition=source("arn:aws:unheard:::x"))],
        Publishers(everyone=("statement 1",)),
        id="everybody, with an ARN that tells nothing",
    ),
    pytest.param(
        [
            statement(
                principal="*", condition={"StringEquals": {"aws:PrincipalServiceName": EVENTS}}
            )
        ],
        Publishers(alone(EVENTS), everyone=("statement 1",)),
        id="everybody, with a service's name",
    ),
    pytest.param(
        [
            statement(
                principal="*",
                condition={"ForAnyValue:StringEquals": {"aws:PrincipalServiceNamesList": [S3]}},
            )
        ],
        Publishers(alone(S3), everyone=("statement 1",)),
        id="everybody, with a list of a service's names",
    ),
    pytest.param(
        [statement(S3, condition={"StringEquals": {"AWS:SourceOwner": ACCOUNT}})],
        Publishers((Publisher(S3, (ACCOUNT,)),)),
        id="an owner",
    ),
    pytest.param(
        [statement(BUDGETS, condition={"StringEquals": {"AWS:SourceOwner": ACCOUNT}})],
        Publishers(),
        id="an owner, of a service that sends none",
    ),
    pytest.param(
        [statement(S3, condition={"StringEquals": {"aws:SourceAccount": int(OTHER)}})],
        Publishers((Publisher(S3, (OTHER,)),)),
        id="an account written as a number",
    ),
    pytest.param(
        [statement(S3, condition={"StringLike": {"aws:SourceAccount": ["33*", OTHER]}})],
        Publishers((Publisher(S3, (OTHER,), bound=False),)),
        id="an account, and a pattern",
    ),
    pytest.param(
        [statement(S3, condition=source(["arn:aws:s3:::b", f"arn:aws:s3:::{OTHER}:b"]))],
        Publishers(alone(S3)),
        id="ARNs without an account",
    ),
    pytest.param(
        [statement(S3, condition=source(["arn:aws:s3:*:*:b", f"arn:aws:s3:*:{OTHER}:b"]))],
        Publishers((Publisher(S3, (OTHER,), bound=False),)),
        id="an ARN of any account, and one of a named one",
    ),
    pytest.param(
        [statement(S3, condition=account(ACCOUNT) | source("arn:aws:s3:*:*:b"))],
        Publishers((Publisher(S3, (ACCOUNT,)),)),
        id="any ARN of a named account",
    ),
    pytest.param(
        [statement(S3, condition={"StringLike": {"aws:SourceAccount": "33*"}})],
        Publishers((Publisher(S3, (), bound=False),)),
        id="a pattern that the topic's account does not fit",
    ),
    pytest.param(
        [
            statement(S3, condition=account(OTHER, ACCOUNT)),
            statement(S3, condition=account(OTHER), effect="Deny"),
        ],
        Publishers((Publisher(S3, (ACCOUNT,)),)),
        id="two accounts, of which one is denied",
    ),
    pytest.param(
        [DEFAULT],
        Publishers(everyone=('statement 1 ("__default_statement_ID")',)),
        id="the default policy",
    ),
    pytest.param(
        [statement(principal={"AWS": [OTHER, f"arn:aws:iam::{ACCOUNT}:role/r"]})],
        Publishers(accounts=(OTHER,)),
        id="another account's principals",
    ),
    pytest.param(
        [statement(principal={"AWS": "AROACKCEVSQ6C2EXAMPLE"})],
        Publishers(),
        id="a principal that is gone",
    ),
    pytest.param([statement(EVENTS, "SNS:Subscribe")], Publishers(), id="not publishing"),
    pytest.param([statement(EVENTS, resource=f"{TOPIC}2")], Publishers(), id="not this topic"),
    pytest.param(
        [statement(principal={"AWS": ["*", OTHER]}, resource=f"{TOPIC}2")],
        Publishers(),
        id="everybody, and another account, not on this topic",
    ),
    pytest.param([statement(EVENTS, effect="Deny")], Publishers(), id="a Deny"),
    pytest.param(
        [statement(EVENTS), statement(principal="*", effect="Deny")],
        Publishers(),
        id="kept out by a Deny",
    ),
    pytest.param(
        [statement(EVENTS, condition={"Null": {"aws:SourceAccount": "false"}})],
        Publishers(alone(EVENTS)),
        id="a test for presence names no account",
    ),
    pytest.param(
        [statement(EVENTS, condition={"StringNotEquals": {"aws:SourceAccount": OTHER}})],
        Publishers(alone(EVENTS)),
        id="a negated test names no account",
    ),
]


@pytest.mark.parametrize(("statements", "expected"), CASES)
def test_publishers(statements: list[Doc], expected: Publishers) -> None:
    assert publishers(topic(document(*statements)), NOW) == expected


@pytest.mark.parametrize(
    "policy", [None, "", "{", "[]", '{"Statement": [], "Statement": []}', '{"Version": "x"}']
)
def test_a_policy_that_cannot_be_read_is_no_answer(policy: str | None) -> None:
    found = publishers(topic(policy), NOW)
    assert found.problem.endswith(".")
    assert found == Publishers(problem=found.problem)
