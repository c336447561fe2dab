"""When two texts say the same: AWS writes a policy back in its own words."""

import json

import pytest

from bot.core.policy.edit import same_policy, same_value
from tests.core.build import ACCOUNT, BUDGETS, OTHER, TOPIC_POLICY, Doc, document, statement

ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def one(**changes: object) -> str:
    return document({**statement(), **changes})


SAME = [
    (one(Action="SNS:Publish"), one(Action=["sns:publish"])),
    (one(Action=["a:B", "a:C"]), one(Action=["a:C", "a:B"])),
    (one(Principal={"AWS": ROOT}), one(Principal={"AWS": [ACCOUNT]})),
    (one(Principal="*"), one(Principal={"AWS": "*"})),
    (one(Principal={"AWS": "*", "Service": "x"}), one(Principal={"Service": ["x"], "AWS": "*"})),
    (one(Resource=["x"]), one(Resource="x")),
    (one(Condition={}), one()),
    (
        one(Condition={"Bool": {"aws:SecureTransport": True}}),
        one(Condition={"Bool": {"AWS:securetransport": ["true"]}}),
    ),
    (
        one(Condition={"NumericEquals": {"x": 80}}),
        one(Condition={"NumericEquals": {"x": ["80"]}}),
    ),
    (
        document(statement(), statement(BUDGETS, "a:B")),
        document(statement(BUDGETS, "a:B"), statement()),
    ),
    ('{"Statement":{"Sid":"A"}}', '{"Version":"2008-10-17", "Statement":[{"Sid":"A"}]}'),
    ("no JSON", "no JSON"),
    ('{"Statement":["x", null]}', '{"Statement":[null, "x"]}'),
    ('{"Statement":[{"Condition":"x"}]}', '{ "Statement":[{"Condition":"x"}]}'),
    ('{"Statement":[{"Condition":{"a":"x"}}]}', '{ "Statement":[{"Condition":{"a":"x"}}]}'),
]
OTHERWISE: list[tuple[str, str]] = [
    (one(), one(Sid="A")),
    (one(Effect="Allow"), one(Effect="Deny")),
    (one(Action="sns:Publish"), one(NotAction="sns:Publish")),
    (one(Principal={"AWS": ACCOUNT}), one(Principal={"AWS": OTHER})),
    (one(Principal={"Service": "*"}), one(Principal={"AWS": "*"})),
    (one(Resource="A"), one(Resource="a")),
    (one(Condition={"StringEquals": {"a": "x"}}), one(Condition={"StringEquals": {"a": "X"}})),
    (one(Condition={"StringEquals": {"a": "x"}}), one(Condition={"StringLike": {"a": "x"}})),
    (
        one(Condition={"StringEquals": {"a": "x", "A": "y"}}),
        one(Condition={"StringEquals": {"a": "z", "A": "y"}}),
    ),
    (document(statement()), document(statement(), statement())),
    (document(statement()), document(statement(), version="2008-10-17")),
    ('{"Statement":[]}', '{"Statement":[],"Id":"x"}'),
    (one(), "no JSON"),
    ("[]", "{}"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same(first: str, second: str) -> None:
    assert same_policy(first, second)
    assert same_policy(second, first)


@pytest.mark.parametrize(("first", "second"), OTHERWISE)
def test_not_the_same(first: str, second: str) -> None:
    assert not same_policy(first, second)
    assert not same_policy(second, first)


@pytest.mark.parametrize(
    ("attribute", "first", "second", "same"),
    [
        ("Policy", TOPIC_POLICY, TOPIC_POLICY.replace(" ", ""), True),
        ("FilterPolicy", "", "{}", True),
        ("FilterPolicy", '{"a": ["b"]}', '{"a":["b"]}', True),
        ("FilterPolicy", '{"a": ["b"]}', "{}", False),
        ("FilterPolicy", "{", "{", True),
        ("RawMessageDelivery", "false", "False", True),
        ("RawMessageDelivery", "false", "true", False),
        ("KmsMasterKeyId", "", "alias/aws/sns", False),
        ("KmsMasterKeyId", "alias/A", "alias/a", False),
        ("KeyState", "Enabled", "Enabled", True),
    ],
)
def test_each_attribute_in_its_own_way(attribute: str, first: str, second: str, same: bool) -> None:
    assert same_value(attribute, first, second) is same


def test_nothing_else_of_a_document_is_lost_sight_of() -> None:
    strange: Doc = {"Statement": [], "Strange": {"a": [1, 2]}}

    assert not same_policy(json.dumps(strange), json.dumps({**strange, "Strange": {"a": [2, 1]}}))
