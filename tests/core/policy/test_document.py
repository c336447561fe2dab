"""docs/facts.md 4.2, rule 2: the document, and what is none."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import cast

import pytest

from bot.core.policy import Effect, evaluate
from tests.core.policy.build import Json, allow, decided, deny, effect, of, policy, request


def test_text_and_mapping_are_the_same() -> None:
    document = policy(allow())
    assert effect(json.dumps(document)) == effect(document) == "allow"
    assert effect(MappingProxyType(document)) == "allow"


def test_a_single_statement_may_stand_without_a_list() -> None:
    assert effect({"Statement": allow()}) == "allow"


def test_a_statement_without_condition_or_with_an_empty_one_holds() -> None:
    assert of(allow()) == of(allow({})) == of(allow({"StringEquals": {}})) == "allow"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not JSON"),
        ("no", "not JSON"),
        ('{"Statement": [}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"Statement":' * 100_000, "not JSON"),
        ("\ufeff{}", "not JSON"),
        ('{"a": NaN}', "NaN"),
        ('{"a": -Infinity}', "Infinity"),
        ("[]", "not a JSON object"),
        ("null", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("{}", "no Statement"),
        ('{"Statement": "x"}', "neither an object nor a list"),
        ('{"Statement": null}', "neither an object nor a list"),
        ('{"Version": "2020-01-01", "Statement": []}', "Version"),
        ('{"Version": null, "Statement": []}', "Version"),
        ('{"Version": ["2012-10-17"], "Statement": []}', "Version"),
        ('{"Statement": [{"Effect": "Deny", "Effect": "Allow"}]}', '"Effect" twice'),
    ],
)
def test_what_is_no_policy_is_unknown_and_says_why(text: str, problem: str) -> None:
    decision = evaluate(text, request())
    assert decision.effect is Effect.UNKNOWN
    assert problem in (decision.problem or "")
    assert decision.statements == ()


def test_a_mapping_that_is_no_json_is_unknown() -> None:
    circle: Json = {}
    circle["Statement"] = [circle]
    deep: Json = {}
    for _ in range(50_000):
        deep = {"Statement": deep}
    odds: list[object] = [
        circle,
        deep,
        {"Statement": {1, 2}},
        {1: 1, "1": 2},
        {"Statement": float("nan")},
    ]
    for odd in odds:
        assert evaluate(cast("Json", odd), request()).problem


def test_what_is_neither_text_nor_mapping_is_unknown() -> None:
    odds: list[object] = [None, b"{}", [], 7]
    for odd in odds:
        assert evaluate(cast("str", odd), request()).effect is Effect.UNKNOWN


@pytest.mark.parametrize("wrong", ["allow", "ALLOW", " Allow", "", "deny", 1, None, ["Allow"]])
def test_effect_is_case_sensitive(wrong: object) -> None:
    statement = allow() | {"Effect": wrong}
    assert of(statement) == "implicit_deny"
    assert decided(statement).statements[0].problem


def test_a_lower_case_allow_spoils_nothing_and_a_lower_case_deny_may() -> None:
    assert of(allow(), allow(Effect="allow")) == "allow"
    assert of(allow(), deny(Effect="deny")) == "unknown"
    assert of(allow(), deny(Effect="deny", Action="sns:Subscribe")) == "allow"


TWICE_OR_MISSING: list[Json] = [
    {"NotPrincipal": {"AWS": "*"}},
    {"Principal": None},
    {"NotAction": "sns:Subscribe"},
    {"Action": None},
    {"NotResource": "*"},
    {"Resource": None},
    {"Action": []},
    {"Action": [["sns:Publish"]]},
    {"Action": True},
    {"Resource": {}},
    {"Principal": {"Service": [None]}},
    {"Principal": ["*"]},
    {"Principal": {"Nobody": "*"}},
    {"Principal": "budgets.amazonaws.com"},
]


@pytest.mark.parametrize("elements", TWICE_OR_MISSING)
def test_an_allow_with_a_wrong_element_lets_nobody_in(elements: Json) -> None:
    statement = allow(**elements)
    assert of(statement) == "implicit_deny"
    assert decided(statement).statements[0].problem


@pytest.mark.parametrize("elements", TWICE_OR_MISSING)
def test_a_deny_with_a_wrong_element_may_keep_out(elements: Json) -> None:
    assert of(allow(), deny(**elements)) == "unknown"
    assert of(deny(**elements)) == "implicit_deny"


@pytest.mark.parametrize("odd", [None, 1, "x", [], True])
def test_a_statement_that_is_no_object_may_be_a_deny(odd: object) -> None:
    assert of(allow(), odd) == "unknown"
    assert of(odd) == "implicit_deny"


def test_an_element_that_aws_does_not_know_clouds_its_statement() -> None:
    assert of(allow(condition={"x": 1}), asked=request()) != "allow"
    assert of(allow() | {"condition": {}}) == "unknown"
    assert of(allow(), deny() | {"actions": "x"}) == "unknown"


@pytest.mark.parametrize("odd", [None, [], "x", 1])
def test_a_condition_that_cannot_be_read_never_makes_an_answer_ok(odd: object) -> None:
    for block in (odd or [], {"StringEquals": odd}, {"StringEquals": {"aws:SourceAccount": {}}}):
        statement = allow() | {"Condition": block}
        assert of(statement) == "implicit_deny"
        assert of(allow(), deny() | {"Condition": block}) == "unknown"


def test_sids_of_any_type_do_no_harm() -> None:
    assert of(allow(Sid=5), allow(Sid={}), allow(Sid="")) == "allow"


def test_a_policy_of_32_kb() -> None:
    statements = [allow(Principal={"AWS": f"arn:aws:iam::{n:012}:root"}) for n in range(200)]
    document = policy(*statements, allow())
    assert len(json.dumps(document)) > 32_768
    assert evaluate(document, request()).deciding == (200,)
