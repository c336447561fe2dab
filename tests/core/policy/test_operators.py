"""docs/facts.md 4.2, rule 9: each operator, with values that match and values that do not."""

from __future__ import annotations

import pytest

from tests.core.policy.build import allow, deny, of, request

MATCH: list[tuple[str, object, str]] = [
    ("StringEquals", "a", "a"),
    ("StringEquals", ["b", "a"], "a"),
    ("StringEquals", 111111111111, "111111111111"),
    ("StringEquals", True, "true"),
    ("StringEquals", "a*", "a*"),
    ("StringEquals", "", ""),
    ("StringEqualsIgnoreCase", "AbC", "aBc"),
    ("StringLike", "a*", "a"),
    ("StringLike", "a*c?e", "abbcde"),
    ("StringLike", "*", ""),
    ("StringLike", "*:*", "a:b\nc"),
    ("StringLike", "a.c", "a.c"),
    ("ArnEquals", "arn:aws:budgets::1:*", "arn:aws:budgets::1:budget/x"),
    ("ArnLike", "arn:aws:budgets::*:*", "arn:aws:budgets::1:budget/x"),
    ("ArnLike", "arn:aws:budgets::1:budget/*", "arn:aws:budgets::1:budget/x:y"),
    ("ArnLike", "arn:*:budgets:*:1:budget/?", "arn:aws:budgets::1:budget/x"),
    ("ArnLike", "*", "arn:aws:budgets::1:budget/x"),
    ("NumericEquals", 10, "10"),
    ("NumericEquals", "10.0", "1e1"),
    ("NumericEquals", "-0", "0"),
    ("NumericEquals", 12345678901234567890123, "12345678901234567890123"),
    ("NumericLessThan", 10, "9.99"),
    ("NumericLessThan", "1e999999999", "5"),
    ("NumericLessThanEquals", 10, "10"),
    ("NumericGreaterThan", 10, "1e999"),
    ("NumericGreaterThanEquals", ["10", "99"], "10"),
    ("DateEquals", "2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00"),
    ("DateEquals", "2026-01-02T03:04:05Z", "1767323045"),
    ("DateEquals", "2026-01-02", "2026-01-02T00:00:00.000Z"),
    ("DateLessThan", "2026-01-02", "2026-01-01T23:59:59.999Z"),
    ("DateLessThanEquals", 1767323045, "2026-01-02T03:04:05Z"),
    ("DateGreaterThan", "2026-01", "2026-01-01T00:00:00.001Z"),
    ("DateGreaterThanEquals", "2026-01-02T00:00:00", "2026-01-02T00:00Z"),
    ("Bool", "true", "true"),
    ("Bool", True, "True"),
    ("Bool", "FALSE", "false"),
    ("BinaryEquals", "YWxlcnQ=", "YWxlcnQ="),
    ("IpAddress", "10.0.0.0/8", "10.1.2.3"),
    ("IpAddress", "10.1.2.3", "10.1.2.3"),
    ("IpAddress", "10.1.2.3/8", "10.9.9.9"),
    ("IpAddress", ["192.0.2.0/24", "2001:db8::/32"], "2001:db8:1::1"),
    ("IpAddress", "2001:DB8::1", "2001:db8:0:0::1"),
    ("IpAddress", "0.0.0.0/0", "192.0.2.1"),
]
NO_MATCH: list[tuple[str, object, str]] = [
    ("StringEquals", "a", "A"),
    ("StringEquals", "a*", "ab"),
    ("StringEquals", "?", "a"),
    ("StringEquals", [], "a"),
    ("StringEqualsIgnoreCase", "a*", "ab"),
    ("StringEqualsIgnoreCase", "strasse", "straße"),
    ("StringLike", "A*", "ab"),
    ("StringLike", "a?", "a"),
    ("StringLike", "[ab]", "a"),
    ("StringLike", "a", "a\n"),
    ("ArnEquals", "arn:aws:budgets:us-east-1:1:*", "arn:aws:budgets::1:budget/x"),
    ("ArnLike", "arn:aws:budgets::1:*", "arn:aws:budgets::2:budget/x"),
    ("ArnLike", "arn:aws:Budgets::1:*", "arn:aws:budgets::1:budget/x"),
    ("ArnLike", "arn:aws:budgets:?:1:*", "arn:aws:budgets::1:budget/x"),
    ("ArnLike", "arn:aws:budgets::1:*", "not an arn"),
    ("NumericEquals", 10, "10.1"),
    ("NumericEquals", 10, "ten"),
    ("NumericEquals", 1, "１"),
    ("NumericLessThan", 10, "10"),
    ("NumericLessThan", 10, "-"),
    ("NumericLessThan", 10, "-Infinity"),
    ("NumericGreaterThan", 10, "NaN"),
    ("NumericGreaterThan", "1e999999999", "5"),
    ("NumericGreaterThanEquals", 10, ""),
    ("DateLessThan", "2026-01-02", "2026-01-02"),
    ("DateLessThan", "2026-01-02", "yesterday"),
    ("DateLessThan", "2026-01-02", "2025-02-30"),
    ("DateGreaterThan", "2026-01-02", "2026-01-01"),
    ("DateEquals", "2026-01-02", "2026-01-0?"),
    ("Bool", "true", "false"),
    ("Bool", "true", "1"),
    ("Bool", "false", "-"),
    ("BinaryEquals", "YWxlcnQ=", "YWxlcnU="),
    ("BinaryEquals", "YWxlcnQ=", "no base64"),
    ("IpAddress", "10.0.0.0/8", "11.0.0.1"),
    ("IpAddress", "10.0.0.0/8", "::ffff:a00:1"),
    ("IpAddress", "10.1.2.3", "10.1.2.4"),
    ("IpAddress", "10.0.0.0/8", "-"),
    ("IpAddress", "10.0.0.0/8", "AWS Internal"),
    ("IpAddress", "::/0", "192.0.2.1"),
]
NEGATED = {
    "StringEquals": "StringNotEquals",
    "StringEqualsIgnoreCase": "StringNotEqualsIgnoreCase",
    "StringLike": "StringNotLike",
    "ArnEquals": "ArnNotEquals",
    "ArnLike": "ArnNotLike",
    "NumericEquals": "NumericNotEquals",
    "DateEquals": "DateNotEquals",
    "IpAddress": "NotIpAddress",
}


def outcome(operator: str, values: object, actual: str) -> str:
    return of(allow({operator: {"x:Key": values}}), asked=request(x__Key=actual))


@pytest.mark.parametrize(("operator", "values", "actual"), MATCH)
def test_values_that_match(operator: str, values: object, actual: str) -> None:
    assert outcome(operator, values, actual) == "allow"
    assert outcome(f"{operator}IfExists", values, actual) == "allow"
    if operator in NEGATED:
        assert outcome(NEGATED[operator], values, actual) == "implicit_deny"


@pytest.mark.parametrize(("operator", "values", "actual"), NO_MATCH)
def test_values_that_do_not_match(operator: str, values: object, actual: str) -> None:
    assert outcome(operator, values, actual) == "implicit_deny"
    assert outcome(f"{operator}IfExists", values, actual) == "implicit_deny"
    if operator in NEGATED:
        assert outcome(NEGATED[operator], values, actual) == "allow"


@pytest.mark.parametrize("name", ["ArnEquals", "ArnLike"])
def test_arn_equals_is_arn_like(name: str) -> None:
    for operator, values, actual in (*MATCH, *NO_MATCH):
        if operator.startswith("Arn"):
            assert outcome(name, values, actual) == outcome(operator, values, actual)


@pytest.mark.parametrize(
    ("values", "present", "absent"),
    [
        ("true", "implicit_deny", "allow"),
        (True, "implicit_deny", "allow"),
        ("false", "allow", "implicit_deny"),
        (["true", "false"], "allow", "allow"),
        ([], "implicit_deny", "implicit_deny"),
        ("perhaps", "unknown", "unknown"),
    ],
)
def test_null(values: object, present: str, absent: str) -> None:
    statement = allow({"Null": {"x:Key": values}})
    assert of(statement, asked=request(x__Key="a")) == present
    assert of(statement) == absent


@pytest.mark.parametrize(
    "operator",
    [
        "stringEquals",
        "StringMatches",
        "StringEqualsifexists",
        "StringEqualsIfExistsIfExists",
        "NullIfExists",
        "NumericNotLessThan",
        "ForAnyValue:Null",
        "forAnyValue:StringEquals",
        "ForSomeValues:StringEquals",
        "ForAnyValue:ForAllValues:StringEquals",
        ":StringEquals",
        "IfExists",
        "",
    ],
)
def test_an_operator_that_is_not_known_settles_nothing(operator: str) -> None:
    block = {operator: {"aws:SourceAccount": "111111111111"}}
    assert of(allow(block)) == "unknown"
    assert of(allow(), allow(block)) == "allow"
    assert of(allow(), _deny(block)) == "unknown"


def _deny(block: object) -> dict[str, object]:
    return allow(block, Effect="Deny")


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("NumericEquals", "ten"),
        ("NumericLessThan", "${aws:EpochTime}"),
        ("DateLessThan", "tomorrow"),
        ("DateEquals", "2026"),
        ("DateEquals", "2026-13-01"),
        ("DateEquals", "2026-01-01T00:00:00+99:99"),
        ("Bool", "yes"),
        ("BinaryEquals", "no base64"),
        ("IpAddress", "10.0.0.0/33"),
        ("IpAddress", "10.0.0.0/255.0.0.0"),
        ("IpAddress", "10.0.0.*"),
        ("NotIpAddress", "here"),
    ],
)
def test_a_policy_value_that_is_not_of_the_type_settles_nothing(operator: str, value: str) -> None:
    """AWS would not have taken it, so nobody can say what it does."""
    asked = "192.0.2.1" if "Ip" in operator else "1"
    assert outcome(operator, value, asked if operator != "Bool" else "true") == "unknown"


SHORT = ["arn:aws:budgets:*", "arn:aws:*1:budget/x", "arn:*", "arn:aws:budgets::1*"]


@pytest.mark.parametrize("value", SHORT)
def test_a_short_pattern_in_an_arn_condition_lets_nobody_in_and_may_keep_out(value: str) -> None:
    """A star stays within its part there; what a pattern of fewer parts does AWS does not say."""
    asked = request(x__y="arn:aws:budgets::1:budget/x")
    fits, misses = {"ArnLike": {"x:y": value}}, {"ArnNotLike": {"x:y": value}}
    assert of(allow(fits), asked=asked) == "implicit_deny"
    assert of(allow(misses), asked=asked) == "unknown"
    assert of(allow(), deny(fits), asked=asked) == "unknown"
    assert of(allow(), deny(misses), asked=asked) == "unknown"
    other = request(x__y="arn:aws-cn:s3::2:budget/x")
    assert value == "arn:*" or of(allow(), deny(fits), asked=other) == "allow"
