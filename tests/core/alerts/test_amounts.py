from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.amounts import read_amount, read_threshold
from bot.core.alerts.message import Amount

CERTAIN = {
    "$24.00": ("24.00", "$"),
    " $1,234.50 ": ("1234.50", "$"),
    "$1,234,567": ("1234567", "$"),
    "-$5.00": ("-5.00", "$"),
    "$-5.00": ("-5.00", "$"),
    "US$ 7": ("7", "US$"),
    "USD 7.1": ("7.1", "USD"),
    "7.10 USD": ("7.10", "USD"),
    "€0.50": ("0.50", "€"),
    "¥1200": ("1200", "¥"),
    "CNY 1,234.56": ("1234.56", "CNY"),
    "12.5 GB-Mo": ("12.5", "GB-Mo"),
    "80%": ("80", "%"),
    "80.00 %": ("80.00", "%"),
    "42": ("42", ""),
    "$1,000": ("1000", "$"),
    "$0.125": ("0.125", "$"),
    "$1.125": ("1.125", "$"),
}


@pytest.mark.parametrize("text", CERTAIN)
def test_certain(text: str) -> None:
    value, unit = CERTAIN[text]
    found = read_amount(text)
    assert (str(found.value), found.unit, found.text) == (value, unit, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        *("", "€1.234", "1.234 EUR", "¥1,234", "$1.234,56", "1,23", "$12,34", "1e5", "--5", "-$-5"),
        *("~$5", "($5.00)", "$", "about half", "٣٤", "$" + "9" * 90, "5 and 6", "NaN", "Infinity"),
    ],
)
def test_not_certain_is_kept_as_text(text: str) -> None:
    found = read_amount(text)
    assert (found.text, found.value) == (text, None)


THRESHOLDS = {
    "> $24.00": ("GREATER_THAN", "24.00"),
    "< 80%": ("LESS_THAN", "80"),
    "= $1": ("EQUAL_TO", "1"),
    "&gt; $24.00": ("GREATER_THAN", "24.00"),
    "greater than $24.00": ("GREATER_THAN", "24.00"),
    "is less than 3 GB": ("LESS_THAN", "3"),
    ">$24.00": ("GREATER_THAN", "24.00"),
    # The API has no such operators.
    ">= $24.00": ("", "24.00"),
    "$24.00": ("", "24.00"),
    "> > $1": ("GREATER_THAN", "None"),
    "odd": ("", "None"),
    "": ("", "None"),
}


@pytest.mark.parametrize("text", THRESHOLDS)
def test_thresholds(text: str) -> None:
    found = read_threshold(text)
    assert (found.operator, str(found.amount.value)) == THRESHOLDS[text]
    assert found.text == text


@given(st.text())
def test_never_raises_and_keeps_the_text(text: str) -> None:
    assert read_amount(text).text == text.strip()
    assert read_threshold(text).text == text.strip()


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_aws_writes_is_read_exactly(value: Decimal) -> None:
    text = f"{'-' if value.is_signed() else ''}${abs(value):,.2f}"
    assert read_amount(text) == Amount(text, value, "$")
