import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.policy import Match
from bot.core.subscriptions.filters import lets_through

ATTRIBUTES, BODY = "MessageAttributes", "MessageBody"
ABSENT = [{"exists": False}]


@pytest.mark.parametrize(
    ("policy", "scope", "expected"),
    [
        ({}, ATTRIBUTES, Match.YES),
        ({}, BODY, Match.YES),
        ({"a": ABSENT}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": ABSENT}, BODY, Match.NO),
        ({"a": ABSENT, "b": ABSENT}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": ABSENT, "b": ["x"]}, ATTRIBUTES, Match.NO),
        ({"a": ["x", {"exists": False}]}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": [{"exists": True}]}, ATTRIBUTES, Match.NO),
        ({"a": ["x"]}, ATTRIBUTES, Match.NO),
        ({"a": [1, None, True]}, ATTRIBUTES, Match.NO),
        ({"a": []}, ATTRIBUTES, Match.NO),
        ({"a": [{"anything-but": ["x"]}]}, ATTRIBUTES, Match.NO),
        ({"a": [{"prefix": "x"}]}, ATTRIBUTES, Match.NO),
        ({"a": [{"suffix": "x"}]}, ATTRIBUTES, Match.NO),
        ({"a": [{"numeric": [">", 1]}]}, ATTRIBUTES, Match.NO),
        ({"a": [{"cidr": "10.0.0.0/8"}]}, ATTRIBUTES, Match.NO),
        ({"a": [{"equals-ignore-case": "x"}]}, ATTRIBUTES, Match.NO),
        ({"$or": [{"a": ["x"]}, {"b": ABSENT}]}, ATTRIBUTES, Match.UNKNOWN),
        ({"$or": [{"a": ["x"]}, {"b": ["y"]}]}, ATTRIBUTES, Match.NO),
        ({"$or": [{"a": ["x"]}, {"b": ABSENT}], "c": ["z"]}, ATTRIBUTES, Match.NO),
        ({"$or": "x"}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": [{"unheard-of": 1}]}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": [{"unheard-of": 1}, {"exists": False}]}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": [{"unheard-of": 1}], "b": ["x"]}, ATTRIBUTES, Match.NO),
        ({"a": [{"exists": "no"}]}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": [{"exists": False, "prefix": "x"}]}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": "x"}, ATTRIBUTES, Match.UNKNOWN),
        ({"a": [["x"]]}, ATTRIBUTES, Match.UNKNOWN),
        ([], ATTRIBUTES, Match.UNKNOWN),
        ({"a": ABSENT}, "unheard-of", Match.UNKNOWN),
    ],
)
def test_a_filter(policy: object, scope: str, expected: Match) -> None:
    assert lets_through(json.dumps(policy), scope, plain=True) is expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [(None, Match.YES), ("", Match.YES), ("{", Match.UNKNOWN), ("[" * 100_000, Match.UNKNOWN)],
)
def test_a_text_that_is_no_document(policy: str | None, expected: Match) -> None:
    assert lets_through(policy, ATTRIBUTES, plain=True) is expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "$or", "exists", "prefix"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON, st.sampled_from([ATTRIBUTES, BODY, "x"]))
def test_it_never_raises(policy: object, scope: str) -> None:
    assert lets_through(json.dumps(policy), scope, plain=True) in Match
