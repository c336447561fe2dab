"""Wildcards: right against a slow, obvious matcher, and quick whatever the pattern."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.policy.patterns import matcher, tokens
from tests.core.policy.build import allow, of, request


def slow(pattern: str, text: str) -> bool:
    """By the definition: a star is nothing, or one character and a star."""

    @cache
    def at(p: int, t: int) -> bool:
        if p == len(pattern):
            return t == len(text)
        if pattern[p] == "*":
            return at(p + 1, t) or (t < len(text) and at(p, t + 1))
        return t < len(text) and pattern[p] in {"?", text[t]} and at(p + 1, t + 1)

    return at(0, 0)


@settings(max_examples=500)
@example("a*a", "a")
@example("ab*?*ba", "aba")
@given(st.text("ab*?", max_size=8), st.text("ab\n", max_size=8))
def test_wildcards_mean_what_they_say(pattern: str, text: str) -> None:
    assert matcher(tokens(pattern, wild=True, expand=False), {})(text) == slow(pattern, text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_text_without_wildcards_is_itself(pattern: str, text: str) -> None:
    assert matcher(tokens(pattern, wild=False, expand=False), {})(text) == (pattern == text)
    assert matcher(tokens(pattern, wild=False, expand=False), {})(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 30 + "b",
        "*a" * 2_000 + "*b",
        "*a?" * 1_000 + "*b",
        "*?" * 3_000 + "c",
        "?*" * 3_000 + "c",
        "a*" * 16_000,
        "*" * 32_000 + "b",
        "${" * 16_000,
        "${a" + " " * 30_000 + "!",
        "${a, '" * 5_000,
        "${k}" * 8_000,
    ],
)
def test_no_pattern_takes_long(pattern: str) -> None:
    asked = request(k="a" * 4_000, resource=f"arn:aws:sns:::{'a' * 4_000}")
    assert of(allow({"StringLike": {"k": pattern}}), asked=asked) == "implicit_deny"
    assert of(allow(Resource=f"arn:aws:sns:::{pattern}"), asked=asked) == "implicit_deny"
    assert of(allow(Action=pattern), asked=request("a" * 4_000)) == "implicit_deny"
