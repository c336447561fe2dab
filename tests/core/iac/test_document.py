"""Policies with unknown parts: never more certain than every value that the parts may take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.iac.document import policy_text
from bot.core.iac.identity import Identities
from bot.core.iac.value import Unknown
from bot.core.policy import Effect, Request, evaluate

ACCOUNT, REGION = "111111111111", "eu-west-1"
WHERE = Identities(ACCOUNT, REGION)
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"
SOURCE = f"arn:aws:budgets::{ACCOUNT}:budget/monthly"
REQUEST = Request(
    "budgets.amazonaws.com",
    "sns:Publish",
    TOPIC,
    {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": SOURCE},
)
LEFT = Unknown("Fn::ImportValue: Shared")
ALLOW = {
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": TOPIC,
}

VALUES: Mapping[str, tuple[object, ...]] = {
    "Effect": ("Allow", "Deny"),
    "Principal": (
        "*",
        {"Service": "budgets.amazonaws.com"},
        {"Service": "events.amazonaws.com"},
        {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    ),
    "Action": ("sns:Publish", "sns:*", "sns:Subscribe"),
    "Resource": (TOPIC, "*", f"{TOPIC}-2", f"arn:aws:sns:*:{ACCOUNT}:al*"),
    "Account": (ACCOUNT, "222222222222"),
}


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """A statement with some of its parts unknown."""

    def part(name: str) -> object:
        return draw(st.sampled_from((*VALUES[name], *VALUES[name], Unknown(name))))

    resource = draw(st.sampled_from(("Resource", "Resource", "NotResource")))
    made: dict[str, Any] = {
        "Effect": part("Effect"),
        "Principal": part("Principal"),
        "Action": part("Action"),
        resource: part("Resource"),
    }
    if draw(st.booleans()):
        operator = draw(st.sampled_from(("StringEquals", "StringNotEquals")))
        made["Condition"] = {operator: {"aws:SourceAccount": part("Account")}}
    return made


def filled(value: object, draw: st.DataObject) -> object:
    """The tree with a value for each unknown."""
    if isinstance(value, Unknown):
        return draw.draw(st.sampled_from(VALUES[value.expression]))
    if isinstance(value, dict):
        return {name: filled(one, draw) for name, one in value.items()}
    return [filled(one, draw) for one in value] if isinstance(value, list) else value


def effect(document: object, where: Identities = WHERE, arn: str = TOPIC) -> Effect:
    request = Request(REQUEST.service, REQUEST.action, arn, REQUEST.context)
    return evaluate(policy_text(document, where, [arn]), request).effect


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(statements(), min_size=1, max_size=3), st.data())
def test_what_is_certain_holds_for_every_value(
    listed: list[dict[str, Any]], data: st.DataObject
) -> None:
    said = effect({"Version": "2012-10-17", "Statement": listed})
    if said is Effect.UNKNOWN:
        return
    whole = {"Version": "2012-10-17", "Statement": filled(listed, data)}
    allowed = evaluate(json.dumps(whole), REQUEST).effect is Effect.ALLOW
    assert allowed is (said is Effect.ALLOW)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (LEFT, Effect.UNKNOWN),
        ({"Statement": LEFT}, Effect.UNKNOWN),
        ({"Statement": [LEFT, ALLOW]}, Effect.UNKNOWN),
        ({"Statement": [ALLOW, {**ALLOW, "Principal": LEFT}]}, Effect.ALLOW),
        ({"Statement": [ALLOW, {**ALLOW, "Effect": "Deny", "Principal": LEFT}]}, Effect.UNKNOWN),
        ({"Statement": {**ALLOW, "Resource": [TOPIC, LEFT]}}, Effect.ALLOW),
        ({"Statement": {**ALLOW, "Sid": LEFT}}, Effect.ALLOW),
        ({"Statement": {**ALLOW, "Action": ["sns:Subscribe", "sns:*"]}}, Effect.ALLOW),
        ("not JSON", Effect.UNKNOWN),
        (json.dumps({"Statement": ALLOW}), Effect.ALLOW),
        (17, Effect.UNKNOWN),
        ([LEFT], Effect.UNKNOWN),
        ({"Statement": [[LEFT]]}, Effect.IMPLICIT_DENY),
        ({"Statement": [ALLOW, [LEFT]]}, Effect.UNKNOWN),
        ({"Version": LEFT, "Statement": ALLOW}, Effect.ALLOW),
    ],
)
def test_a_document(document: object, expected: Effect) -> None:
    assert effect(document) is expected


def test_a_condition_beside_an_unknown_one_still_counts() -> None:
    never = {"StringEquals": {"aws:SourceAccount": "222222222222", "aws:PrincipalTag/x": LEFT}}
    assert effect({"Statement": {**ALLOW, "Condition": never}}) is Effect.IMPLICIT_DENY


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("*", Effect.ALLOW),
        (f"arn:aws:sns:*:{ACCOUNT}:*", Effect.ALLOW),
        (f"arn:aws:sns:{REGION}:{ACCOUNT}:team-*", Effect.UNKNOWN),
        (f"arn:aws:sns:{REGION}:222222222222:team-*", Effect.IMPLICIT_DENY),
        (f"arn:aws:sqs:{REGION}:{ACCOUNT}:team-*", Effect.IMPLICIT_DENY),
        (f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts", Effect.IMPLICIT_DENY),
        ("arn:aws:sns*team", Effect.UNKNOWN),
    ],
)
def test_a_pattern_beside_a_name_that_aws_makes_up(resource: str, expected: Effect) -> None:
    where = Identities(ACCOUNT, REGION)
    arn = where.arn("sns", where.name("Alerts"))
    assert effect({"Statement": {**ALLOW, "Resource": resource}}, where, arn) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"aws:SourceAccount": "111111111111"}}, Effect.UNKNOWN),
        ({"StringNotEquals": {"aws:SourceAccount": "111111111111"}}, Effect.UNKNOWN),
        ({"StringLike": {"aws:SourceAccount": "1111*"}}, Effect.UNKNOWN),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:budgets::*:*"}}, Effect.ALLOW),
    ],
)
def test_an_account_beside_one_that_nobody_told(condition: object, expected: Effect) -> None:
    where = Identities("", REGION)
    arn = where.arn("sns", "alerts")
    context = {
        "aws:SourceAccount": where.account_id,
        "aws:SourceArn": "arn:aws:budgets::9:budget/x",
    }
    request = Request(REQUEST.service, REQUEST.action, arn, context)
    text = policy_text(
        {"Statement": {**ALLOW, "Resource": "*", "Condition": condition}}, where, [arn]
    )
    assert evaluate(text, request).effect is expected


def test_a_region_beside_one_that_nobody_told() -> None:
    where = Identities(ACCOUNT, "")
    arn = where.arn("sns", "alerts")
    assert effect({"Statement": {**ALLOW, "Resource": TOPIC}}, where, arn) is Effect.UNKNOWN
    assert effect({"Statement": {**ALLOW, "Resource": arn}}, where, arn) is Effect.ALLOW
