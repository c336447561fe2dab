import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.adjustment import adjustment_of
from bot.core.alerts.amounts import read_amount
from bot.core.alerts.message import Adjustment

LIMITS = {"previousBudgetLimit": "100.50", "currentBudgetLimit": "120.25"}


def read(**more: object) -> Adjustment:
    found = adjustment_of(json.dumps({**LIMITS, **more}))
    assert found
    return found


def test_the_facts_that_can_be_told() -> None:
    found = read(budgetName="tides", accountId="111122223333", history={"months": [1, None, True]})
    assert (found.budget, found.account) == ("tides", "111122223333")
    assert (found.previous, found.current) == (read_amount("100.50"), read_amount("120.25"))
    assert found.facts[-4:] == (
        ("accountId", "111122223333"),
        ("history.months[0]", "1"),
        ("history.months[1]", "null"),
        ("history.months[2]", "true"),
    )


def test_what_is_not_told_stays_absent() -> None:
    found = read()
    assert (found.budget, found.account) == ("", "")


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ({"Amount": "1.234", "Unit": "EUR"}, "1.234"),
        ({"Amount": "150000.0", "Unit": "JPY"}, "150000.0"),
        ({"Amount": 1234, "Unit": "KWD"}, "1234"),
        ({"Amount": "1,234", "Unit": "EUR"}, "None"),
        ({"Amount": "1.234"}, "1.234"),
        ({"Unit": "USD"}, "None"),
    ],
)
def test_what_the_api_would_write_is_one_number(limit: object, value: str) -> None:
    current = read(currentBudgetLimit=limit).current
    assert current and str(current.value) == value


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ({"Amount": "5.10", "Unit": "USD"}, "5.10 USD"),
        ({"amount": 5.10, "unit": "USD"}, "5.1 USD"),
        (0.1, "0.1"),
        ("$7", "$7"),
        (None, None),
        ([], None),
        ({}, None),
    ],
)
def test_limits_as_text_number_or_spend(limit: object, text: str | None) -> None:
    current = read(currentBudgetLimit=limit).current
    assert (current and current.text) == text


@pytest.mark.parametrize(
    "body",
    [
        *("", "{}", "[]", '"x"', "{", "null", '{"previousBudgetLimit": "1"}', "[{}]"),
        '[{"previousBudgetLimit": "1", "currentBudgetLimit": "2"}]',
    ],
)
def test_other_json_is_none(body: str) -> None:
    assert adjustment_of(body) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_never_raises_and_stays_small(value: object) -> None:
    found = adjustment_of(json.dumps({**LIMITS, "value": value, "budget": value}))
    assert found and len(found.facts) <= 50
