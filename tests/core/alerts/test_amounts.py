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
    "$.50": ("0.50", "$"),
    # Without decimals a comma can only group (ISO 4217).
    "¥150,000": ("150000", "¥"),
    "￥150,000": ("150000", "¥"),
    "￥１５０，０００": ("150000", "¥"),
    "¥ 1,234": ("1234", "¥"),
    "JP¥1,234": ("1234", "JP¥"),
    "150,000 JPY": ("150000", "JPY"),
    "150,000 jpy": ("150000", "jpy"),
    "150,000JPY": ("150000", "JPY"),
    "JPY 150,000": ("150000", "JPY"),
    "JPY150,000": ("150000", "JPY"),
    "150,000円": ("150000", "円"),
    "150,000 yen": ("150000", "yen"),
    "¥150,000.00": ("150000.00", "¥"),
    "-¥150,000": ("-150000", "¥"),
    "¥-150,000": ("-150000", "¥"),
    "−150,000 JPY": ("-150000", "JPY"),
    "₩1,234": ("1234", "₩"),
    "KRW 1,234": ("1234", "KRW"),
    "1,234 VND": ("1234", "VND"),
    "CLP 1,234": ("1234", "CLP"),
    "1,234 XAF": ("1234", "XAF"),
    "ISK 12,345": ("12345", "ISK"),
    # The yuan has two.
    "CN¥1,234.56": ("1234.56", "CN¥"),
    "CN¥0.50": ("0.50", "CN¥"),
    # Three decimals, where nothing else can be meant.
    "KWD 1,234.567": ("1234.567", "KWD"),
    "0.500 KWD": ("0.500", "KWD"),
    "BHD 1234.567": ("1234.567", "BHD"),
    # Usage, in AWS's own English units.
    "1,000 GB": ("1000", "GB"),
    "1,234.5 GB": ("1234.5", "GB"),
    "12 Hrs": ("12", "Hrs"),
    "1,234 Hrs": ("1234", "Hrs"),
    "1,000,000 Requests": ("1000000", "Requests"),
    "10,000 Requests": ("10000", "Requests"),
    "2,500 vCPU-Hours": ("2500", "vCPU-Hours"),
    "1,000 Lambda-GB-Second": ("1000", "Lambda-GB-Second"),
    "5,000 IOPS-Mo": ("5000", "IOPS-Mo"),
    # Blanks and apostrophes group, whatever the currency.
    "1\u00a0234\u00a0567 JPY": ("1234567", "JPY"),
    "1\u202f234.50 EUR": ("1234.50", "EUR"),
    "1 234 EUR": ("1234", "EUR"),
    "CHF 1'234.50": ("1234.50", "CHF"),
    "CHF 1’234": ("1234", "CHF"),
    "1,234,567 EUR": ("1234567", "EUR"),
    "12,345.678 EUR": ("12345.678", "EUR"),
    "₹1,00,000": ("100000", "₹"),
    "INR 12,34,567.50": ("1234567.50", "INR"),
    # What nobody sees is no part of it, and a blank is a blank.
    "¥\u00a0150,000": ("150000", "¥"),
    "150,000\u202fJPY": ("150000", "JPY"),
    "\u200b$24.00\ufeff": ("24.00", "$"),
    "\u200e$24.00": ("24.00", "$"),
}


@pytest.mark.parametrize("text", CERTAIN)
def test_certain(text: str) -> None:
    value, unit = CERTAIN[text]
    found = read_amount(text)
    assert (str(found.value), found.unit, found.text) == (value, unit, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        *("", "€1.234", "1.234 EUR", "¥1.234", "$1.234,56", "1,23", "$12,34", "1e5", "--5", "-$-5"),
        *("~$5", "($5.00)", "$", "about half", "٣٤", "$" + "9" * 90, "5 and 6", "NaN", "Infinity"),
        *("1,234 EUR", "€1,234", "1.234,56 €", "1,234 KWD", "1.234 KWD", "CN¥1,234", "1,234 CNY"),
        *("0,500 JPY", "$0,500", "¥0,500", "¥1,23", "¥150,0000", "¥1,234,56", "150.000 JPY"),
        *("1 234,56 €", "1 23 EUR", "1'234,5 CHF", "1 234'567 CHF", "1,234 567 JPY", "$1,00,000"),
        *("1,234 EUR/month", "1,234 euros", "1,234 Eur", "1,234 thingies", "1.234 GB", "1,234"),
        *("5 K", "1.5M", "3 million USD", "2 bn JPY", "5 M€", "5 KUSD", "1 lakh INR", "K€5", "$5K"),
        *("5½ GB", "5² GB", "$5.", "1..5", "150,000- JPY", "10 000 000 00 EUR"),
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
    "> ¥150,000": ("GREATER_THAN", "150000"),
    ">\u00a0150,000\u00a0JPY": ("GREATER_THAN", "150000"),
    "\u200b> $1": ("GREATER_THAN", "1"),
    "greater\u00a0than 1,000 GB": ("GREATER_THAN", "1000"),
    "< 1.234,56 €": ("LESS_THAN", "None"),
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


ZERO = ["JPY", "KRW", "VND", "CLP", "XOF", "¥", "₩"]
TWO = ["EUR", "GBP", "CNY", "BRL", "CHF", "€", "£", "A$"]
THREE = ["KWD", "BHD", "TND"]


@given(st.integers(-(10**12), 10**12), st.sampled_from(ZERO), st.sampled_from(["", " ", "\u00a0"]))
def test_amounts_without_decimals_are_read_exactly(value: int, unit: str, gap: str) -> None:
    text = f"{'-' if value < 0 else ''}{unit}{gap}{abs(value):,}"
    assert read_amount(text) == Amount(text, Decimal(value), unit)
    text = f"{value:,}{gap}{unit}"
    assert read_amount(text) == Amount(text, Decimal(value), unit)


@given(st.integers(1000, 999_999), st.sampled_from([*TWO, *THREE]), st.sampled_from(",."))
def test_one_sign_before_three_digits_is_two_numbers_in_two_countries(
    value: int, unit: str, sign: str
) -> None:
    text = f"{value:,} {unit}".replace(",", sign)
    assert read_amount(text) == Amount(text, None, unit)


def readings(number: str) -> set[Decimal]:
    """What a number means by the plain rules of each way to write one: digits in threes, and one
    sign for the decimals.
    """
    ways = [(",", "."), (".", ","), (" ", "."), (" ", ","), ("'", "."), ("", "."), ("", ",")]
    found = set()
    for group, point in ways:
        whole, _, part = number.partition(point)
        groups = whole.split(group) if group else [whole]
        threes = all(len(one) == 3 for one in groups[1:]) and 1 <= len(groups[0]) <= 3
        fits = len(groups) == 1 or (threes and not groups[0].startswith("0"))
        digits = "".join(groups)
        if fits and (digits + (part or "0")).isdecimal() and (part or point not in number):
            found.add(Decimal(f"{digits or 0}.{part or 0}"))
    return found


@given(st.text(alphabet="0123456789,. '", min_size=1, max_size=14), st.sampled_from(TWO))
def test_what_is_read_is_the_only_reading(number: str, unit: str) -> None:
    said = number.strip()
    value = read_amount(f"{said} {unit}").value
    assert value is None or readings(said) == {value}


@given(st.text(alphabet="0123456789,. '", min_size=1, max_size=14), st.sampled_from(ZERO))
def test_what_is_read_without_decimals_is_grouped_or_written_out(number: str, unit: str) -> None:
    said = number.strip()
    value = read_amount(f"{said} {unit}").value
    assert value is None or value in readings(said)
