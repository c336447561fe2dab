"""docs/facts.md 4.2, rule 12: policy variables."""

from __future__ import annotations

import pytest

from tests.core.policy.build import TOPIC, allow, deny, effect, of, policy, request

ARN = "arn:aws:budgets::${aws:SourceAccount}:budget/*"


def test_variables_need_the_newer_version() -> None:
    statement = allow({"ArnLike": {"aws:SourceArn": ARN}})
    assert effect(policy(statement, version="2012-10-17")) == "allow"
    assert effect(policy(statement, version="2008-10-17")) == "implicit_deny"
    assert effect(policy(statement, version=None)) == "implicit_deny"


def test_a_deny_with_a_variable_under_the_older_version_never_hits() -> None:
    no_hit = deny({"StringEquals": {"aws:SourceAccount": "${aws:SourceAccount}"}})
    assert effect(policy(allow(), no_hit, version="2008-10-17")) == "allow"
    assert effect(policy(allow(), no_hit)) == "deny"


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("StringEquals", "x:a", "${x:b}", "allow"),
        ("StringEquals", "x:a", "${X:B}", "allow"),
        ("StringEquals", "x:a", "${ x:b }", "unknown"),
        ("StringEquals", "x:a", "v${x:e}", "allow"),
        ("StringEquals", "x:a", "${x:star}", "implicit_deny"),
        ("StringLike", "x:a", "${x:star}", "implicit_deny"),
        ("StringLike", "x:star", "${x:star}", "allow"),
        ("StringLike", "x:star", "v${*}", "allow"),
        ("StringLike", "x:a", "v${*}", "implicit_deny"),
        ("StringLike", "x:a", "v${?}", "implicit_deny"),
        ("StringEquals", "x:dollar", "${$}{x:b}", "allow"),
        ("StringEqualsIgnoreCase", "x:a", "${x:upper}", "allow"),
        ("StringEquals", "x:a", "${x:none, 'value'}", "allow"),
        ("StringEquals", "x:a", "${x:none,'value'}", "unknown"),
        ("StringEquals", "x:a", "${x:none,  'value'}", "unknown"),
        ("StringEquals", "x:a", "${x:none , 'value'}", "unknown"),
        ("StringEquals", "x:a", "${x:none, 'value' }", "unknown"),
        ("StringEquals", "x:a", "${x:b, 'other'}", "allow"),
        ("StringEquals", "x:star", "${x:none, 'v*'}", "allow"),
        ("StringLike", "x:a", "${x:none, 'v*'}", "implicit_deny"),
        ("StringEquals", "x:brace", "${x:none, 'a}b'}", "allow"),
        ("StringEquals", "x:a", "${x:none}", "implicit_deny"),
        ("StringNotEquals", "x:a", "${x:none}", "unknown"),
        ("StringNotEquals", "x:a", ["${x:none}", "value"], "implicit_deny"),
        ("StringNotEquals", "x:a", "${x:star}", "allow"),
        ("StringNotLike", "x:a", "${x:none, 'other'}", "allow"),
        ("StringEquals", "x:a", "${x:several}", "implicit_deny"),
        ("StringNotEquals", "x:a", "${x:several}", "unknown"),
        ("StringEquals", "x:a", "${x:several, 'value'}", "implicit_deny"),
        ("StringEquals", "x:a", ["${x:none}", "value"], "allow"),
        ("StringEquals", "x:literal", "${x:b", "implicit_deny"),
        ("StringNotEquals", "x:a", "${x:b", "unknown"),
        ("StringNotEquals", "x:a", "${}", "unknown"),
        ("StringNotEquals", "x:a", "${x:b, value}", "unknown"),
        ("StringNotEquals", "x:a", "${x:b, 'a'b'}", "unknown"),
        ("StringNotEquals", "x:a", "${a${x:b}}", "unknown"),
        ("Bool", "x:true", "${x:yes}", "allow"),
        ("Bool", "x:true", "${x:none}", "implicit_deny"),
        ("ArnLike", "aws:SourceArn", ARN, "allow"),
        ("ArnEquals", "aws:SourceArn", ARN, "allow"),
        ("ArnNotLike", "aws:SourceArn", ARN, "implicit_deny"),
        ("ArnLike", "aws:SourceArn", "${aws:SourceArn}", "allow"),
        ("ArnLike", "aws:SourceArn", "arn:aws:budgets::${x:star}:*", "implicit_deny"),
        ("ArnLike", "aws:SourceArn", "arn:aws:budgets::${x:cross}", "implicit_deny"),
        ("ArnNotLike", "aws:SourceArn", "arn:aws:s3::${x:none}:*", "unknown"),
        ("ArnLike", "x:arn", "arn:aws:s3:::${x:colons}", "allow"),
        ("NumericEquals", "x:n", "${x:n}", "unknown"),
        ("IpAddress", "x:ip", "${x:ip}", "unknown"),
    ],
)
def test_variables_in_conditions(operator: str, key: str, value: object, expected: str) -> None:
    asked = request(
        x__a="value",
        x__b="value",
        x__e="alue",
        x__upper="VALUE",
        x__star="v*",
        x__several=["value", "other"],
        x__dollar="${x:b}",
        x__brace="a}b",
        x__literal="${x:b",
        x__true="true",
        x__yes="True",
        x__cross="111111111111:budget/cost-all-services-manage",
        x__colons="a:b:c",
        x__arn="arn:aws:s3:::a:b:c",
        x__n="1",
        x__ip="192.0.2.1",
    )
    assert of(allow({operator: {key: value}}), asked=asked) == expected


@pytest.mark.parametrize(
    ("resource", "expected", "of_not"),
    [
        ("arn:aws:sns:ap-northeast-1:111111111111:${x:t}", "allow", "implicit_deny"),
        ("arn:aws:sns:*:*:${x:t}", "allow", "implicit_deny"),
        ("arn:aws:sns:*:*:dev_${x:none, 'cost'}_*", "allow", "implicit_deny"),
        ("arn:aws:sns:*:*:${x:none}", "implicit_deny", "unknown"),
        ("arn:aws:sns:*:*:${x:star}", "implicit_deny", "allow"),
        ("arn:aws:sns:*:*:dev${*}", "implicit_deny", "allow"),
        # Only the last part takes variables (IAM guide, reference_policies_variables).
        ("arn:aws:sns:*:${aws:SourceAccount}:dev_cost_alert_topic", "implicit_deny", "unknown"),
        ("${x:topic}", "implicit_deny", "unknown"),
    ],
)
def test_variables_in_resources(resource: str, expected: str, of_not: str) -> None:
    asked = request(x__t="dev_cost_alert_topic", x__star="dev*", x__topic=TOPIC)
    assert of(allow(Resource=resource), asked=asked) == expected
    assert of(allow(Resource=None, NotResource=resource), asked=asked) == of_not


def test_variables_do_not_stand_in_actions_or_principals() -> None:
    asked = request(x__a="sns:Publish", x__p="budgets.amazonaws.com")
    assert of(allow(Action="${x:a}"), asked=asked) == "implicit_deny"
    assert of(allow(Principal={"Service": "${x:p}"}), asked=asked) == "implicit_deny"


def test_a_variable_of_a_key_that_may_hold_anything_cannot_be_told() -> None:
    asked = request(x__a="value", unknown=("x:open",))
    assert of(allow({"StringEquals": {"x:a": "${x:open}"}}), asked=asked) == "unknown"
    assert of(allow(Resource="arn:aws:sns:*:*:${X:Open}"), asked=asked) == "unknown"
    assert of(allow({"StringEquals": {"x:a": ["${x:open}", "value"]}}), asked=asked) == "allow"


def test_a_variable_of_a_key_that_is_absent_or_held_is_tried_both_ways() -> None:
    asked = request(x__a="value", x__b="value", unknown=("x:b",))
    assert of(allow({"StringEquals": {"x:a": "${x:b}"}}), asked=asked) == "unknown"
    assert of(allow({"StringEquals": {"x:a": "${x:b, 'value'}"}}), asked=asked) == "allow"
    assert of(allow({"StringEquals": {"x:a": "no${x:b}"}}), asked=asked) == "implicit_deny"
    assert of(allow(Resource="arn:aws:sns:*:*:${x:b}"), asked=asked) == "implicit_deny"
    topic = request(x__t="dev_cost_alert_topic", unknown=("x:t",))
    assert of(allow(Resource="arn:aws:sns:*:*:${x:t}"), asked=topic) == "unknown"
    assert of(allow(Resource="arn:aws:sns:*:*:dev${x:t, '*'}"), asked=topic) == "implicit_deny"
