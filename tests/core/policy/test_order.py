"""docs/facts.md 4.2, rule 1: Deny, Allow, refusal, in three values."""

from __future__ import annotations

import pytest

from bot.core.policy import Effect, Match
from tests.core.policy.build import allow, decided, deny, request

UNSURE = {"StringEquals": {"kms:ViaService": "sns.ap-northeast-1.amazonaws.com"}}
NEVER = {"StringEquals": {"aws:SourceAccount": "999999999999"}}
ASKED = request(unknown=("kms:ViaService",))


@pytest.mark.parametrize(
    ("statements", "expected", "deciding"),
    [
        ([], "implicit_deny", ()),
        ([allow()], "allow", (0,)),
        ([allow(), allow()], "allow", (0, 1)),
        ([allow(NEVER)], "implicit_deny", ()),
        ([allow(), deny()], "deny", (1,)),
        ([deny(), allow()], "deny", (0,)),
        ([allow(), deny(NEVER)], "allow", (0,)),
        ([deny()], "deny", (0,)),
        ([allow(UNSURE)], "unknown", (0,)),
        ([allow(), allow(UNSURE)], "allow", (0,)),
        ([allow(), deny(UNSURE)], "unknown", (1,)),
        ([allow(UNSURE), deny(UNSURE)], "unknown", (0, 1)),
        ([deny(UNSURE)], "implicit_deny", ()),
        ([allow(NEVER), deny(UNSURE)], "implicit_deny", ()),
        ([allow(UNSURE), deny()], "deny", (1,)),
        ([deny(UNSURE), deny(), allow()], "deny", (1,)),
    ],
)
def test_the_order_of_effects(
    statements: list[object], expected: str, deciding: tuple[int, ...]
) -> None:
    decision = decided(*statements, asked=ASKED)
    assert decision.effect.value == expected
    assert decision.deciding == deciding
    assert decision.unknown_keys == (("kms:ViaService",) if expected == "unknown" else ())


def test_each_statement_says_what_matched() -> None:
    wrong = allow(
        {"StringEquals": {"aws:SourceAccount": "2"}, "Bool": {"aws:SecureTransport": True}}
    )
    result = decided(wrong).statements[0]
    assert (result.principal, result.action, result.resource) == (Match.YES,) * 3
    first, second = result.conditions
    assert (first.operator, first.key, first.values) == (
        "StringEquals",
        "aws:SourceAccount",
        ("2",),
    )
    assert (first.actual, first.match) == (("111111111111",), Match.NO)
    assert (second.values, second.match) == (("true",), Match.YES)
    assert result.match is Match.NO
    assert result.failing == ("conditions",)
    assert result.near_miss


def test_two_failing_parts_are_no_near_miss() -> None:
    decision = decided(allow(Action="sns:Subscribe", Resource="arn:aws:sns:::x"), deny())
    assert decision.effect is Effect.DENY
    assert decision.near_misses == ()
    assert decision.statements[0].failing == ("action", "resource")


def test_statements_with_equal_sids_are_told_apart() -> None:
    labels = [s.label for s in decided(allow(Sid="a"), allow(Sid="a"), allow()).statements]
    assert labels == ['statement 1 ("a")', 'statement 2 ("a")', "statement 3"]
