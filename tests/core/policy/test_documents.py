import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.policy import Request, evaluate
from bot.core.policy.documents import (
    names_everyone,
    statements,
    with_parts,
    without_effect,
    without_everyone,
)
from tests.core.build import (
    BUDGETS,
    DEFAULT,
    PUBLISHING,
    ROOT,
    document,
    key_statement,
    statement,
)


def test_the_statements() -> None:
    assert statements(document(DEFAULT, ROOT)) == (DEFAULT, ROOT)
    assert statements(json.dumps({"Statement": ROOT})) == (ROOT,)


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null", "[" * 100_000])
def test_what_is_no_policy_has_none(text: str) -> None:
    assert statements(text) == ()


def test_everyone() -> None:
    assert names_everyone({"Principal": "*"})
    assert names_everyone({"Principal": {"AWS": "*"}})
    assert names_everyone({"Principal": {"AWS": ["arn:aws:iam::1:root", "*"]}})
    assert not names_everyone(ROOT)
    assert not names_everyone({})
    mixed = statement(principal={"AWS": "*", "Service": BUDGETS})
    found = without_everyone(document(DEFAULT, PUBLISHING, mixed), BUDGETS)
    assert statements(json.dumps(found)) == (PUBLISHING, mixed)
    other = without_everyone(document(PUBLISHING, mixed), "events.amazonaws.com")
    assert statements(json.dumps(other)) == (PUBLISHING,)


def test_what_a_statement_lacks() -> None:
    assert without_effect(key_statement()) == ()
    assert without_effect(key_statement(resource=None)) == ("Resource",)
    assert without_effect(key_statement(action=None, resource=None)) == ("Action", "Resource")
    assert without_effect({"NotAction": "kms:*", "NotResource": "*"}) == ()


def test_filled_in() -> None:
    text = document(ROOT, key_statement(resource=None))
    filled = statements(json.dumps(with_parts(text, 1, {"Resource": "*"})))
    assert filled == (ROOT, key_statement())


SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3)
PARTS = st.dictionaries(
    st.sampled_from(["Effect", "Action", "Resource", "Principal", "Sid"]), SCALARS, max_size=3
)


@given(st.one_of(SCALARS, PARTS, st.lists(SCALARS | PARTS, max_size=4)))
def test_indexes_are_those_of_the_evaluator(statement: object) -> None:
    text = json.dumps({"Statement": statement})
    for result in evaluate(text, Request("a", "kms:Decrypt", "b", {})).statements:
        assert result.index < len(statements(text))


@given(st.text(max_size=30) | st.builds(json.dumps, st.dictionaries(st.text(), st.integers())))
def test_reading_never_raises(text: str) -> None:
    assert isinstance(statements(text), tuple)
