"""docs/facts.md 4.2, rules 8, 10 and 11: AND and OR, absent keys, sets."""

from __future__ import annotations

import pytest

from tests.core.policy.build import allow, deny, key_allow, key_request, of, request


def test_operators_and_keys_are_anded_and_values_ored() -> None:
    right = {"aws:SourceAccount": ["222222222222", "111111111111"]}
    also = {"aws:ViaAWSService": "false"}
    assert of(allow({"StringEquals": right, "Bool": also})) == "allow"
    assert of(allow({"StringEquals": {**right, "aws:SourceArn": "x"}})) == "implicit_deny"
    assert of(allow({"StringEquals": right, "Bool": {"aws:ViaAWSService": "true"}})) == (
        "implicit_deny"
    )


def test_a_negated_operator_wants_none_of_its_values() -> None:
    def block(*accounts: str) -> object:
        return {"StringNotEquals": {"aws:SourceAccount": list(accounts)}}

    assert of(allow(block("2", "3"))) == "allow"
    assert of(allow(block("2", "111111111111"))) == "implicit_deny"


@pytest.mark.parametrize("key", ["aws:sourceaccount", "AWS:SourceAccount", "AWS:SOURCEACCOUNT"])
def test_key_names_are_case_insensitive(key: str) -> None:
    assert of(allow({"StringEquals": {key: "111111111111"}})) == "allow"
    assert of(allow({"StringEquals": {key: "2"}})) == "implicit_deny"
    asked = request(context={key: "5"})
    assert of(allow({"StringEquals": {"aws:SourceAccount": "5"}}), asked=asked) == "allow"


def test_one_key_in_two_spellings_is_two_conditions() -> None:
    block = {"StringEquals": {"aws:SourceAccount": "111111111111", "AWS:SourceAccount": "2"}}
    assert of(allow(block)) == "implicit_deny"


ABSENT: list[tuple[str, object, bool]] = [
    ("StringEquals", "a", False),
    ("StringLike", "*", False),
    ("ArnLike", "*", False),
    ("NumericLessThan", "1", False),
    ("DateGreaterThan", "2026-01-01", False),
    ("Bool", "false", False),
    ("BinaryEquals", "YQ==", False),
    ("IpAddress", "0.0.0.0/0", False),
    ("StringNotEquals", "a", True),
    ("StringNotEqualsIgnoreCase", "a", True),
    ("StringNotLike", "*", True),
    ("ArnNotEquals", "arn:aws:s3:::b", True),
    ("ArnNotLike", "*", True),
    ("NumericNotEquals", "1", True),
    ("DateNotEquals", "2026-01-01", True),
    ("NotIpAddress", "10.0.0.0/8", True),
    ("StringEqualsIfExists", "a", True),
    ("BoolIfExists", "true", True),
    ("StringNotEqualsIfExists", "a", True),
    ("ArnNotLikeIfExists", "*", True),
    ("ForAllValues:StringEquals", "a", True),
    ("ForAllValues:StringNotEquals", "a", True),
    ("ForAllValues:StringEqualsIfExists", "a", True),
    ("ForAnyValue:StringEquals", "a", False),
    ("ForAnyValue:StringNotEquals", "a", False),
    ("ForAnyValue:StringEqualsIfExists", "a", True),
    ("Null", "true", True),
    ("Null", "false", False),
]


@pytest.mark.parametrize(("operator", "value", "holds"), ABSENT)
def test_a_key_that_is_absent(operator: str, value: object, holds: bool) -> None:
    block = {operator: {"aws:PrincipalOrgID": value}}
    for asked in (request(), request(aws__PrincipalOrgID=[])):
        assert of(allow(block), asked=asked) == ("allow" if holds else "implicit_deny")
        assert of(allow(), deny(block), asked=asked) == ("deny" if holds else "allow")


SETS: list[tuple[str, list[str], list[str], bool]] = [
    ("ForAnyValue:StringEquals", ["a", "b"], ["b", "c"], True),
    ("ForAnyValue:StringEquals", ["a", "b"], ["c"], False),
    ("ForAnyValue:StringEquals", ["a"], ["a"], True),
    ("ForAnyValue:StringNotEquals", ["a", "b"], ["a"], True),
    ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], False),
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "b", "c"], True),
    ("ForAllValues:StringEquals", ["a", "b"], ["a"], False),
    ("ForAllValues:StringLike", ["ab", "ac"], ["a*"], True),
    ("ForAllValues:StringNotEquals", ["a", "b"], ["c"], True),
    ("ForAllValues:StringNotEquals", ["a", "b"], ["b"], False),
    ("ForAllValues:StringEquals", ["a"], [], False),
    ("StringEquals", ["a", "a"], ["a"], True),
    ("StringEquals", ["a", "b"], ["c"], False),
    ("StringNotEquals", ["a", "b"], ["c"], True),
]


@pytest.mark.parametrize(("operator", "held", "values", "holds"), SETS)
def test_sets(operator: str, held: list[str], values: list[str], holds: bool) -> None:
    asked = request(aws__TagKeys=held)
    assert of(allow({operator: {"aws:TagKeys": values}}), asked=asked) == (
        "allow" if holds else "implicit_deny"
    )


def test_kms_takes_no_for_all_values_on_an_encryption_context() -> None:
    block = {"ForAllValues:StringEquals": {"kms:EncryptionContext:aws:sns:topicArn": "x"}}
    assert of(key_allow(block), asked=key_request()) == "implicit_deny"
    assert of(key_allow(), deny(block), asked=key_request()) == "unknown"


def test_several_values_without_a_set_operator_are_known_only_where_both_readings_agree() -> None:
    asked = request(aws__TagKeys=["a", "b"])
    assert of(allow({"StringEquals": {"aws:TagKeys": "a"}}), asked=asked) == "unknown"
    assert of(allow({"StringNotEquals": {"aws:TagKeys": "a"}}), asked=asked) == "unknown"
    assert of(allow({"StringLike": {"aws:TagKeys": "?"}}), asked=asked) == "allow"


def test_the_principal_service_names_list() -> None:
    names = ["budgets.amazonaws.com", "budgets.us-east-1.amazonaws.com"]
    asked = request(aws__PrincipalServiceNamesList=names)
    block = {"ForAnyValue:StringEquals": {"aws:PrincipalServiceNamesList": names[0]}}
    assert of(allow(block, Principal="*"), asked=asked) == "allow"


def test_values_that_are_no_text_in_a_request_do_no_harm() -> None:
    asked = request()
    odd: dict[str, object] = {"x:a": True, "x:b": 5, "x:c": None, "x:d": [1, False]}
    asked.context.update(odd)  # type: ignore[attr-defined]  # what a careless caller passes
    assert of(allow({"Bool": {"x:a": "true"}, "NumericEquals": {"x:b": 5}}), asked=asked) == "allow"
