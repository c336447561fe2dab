"""How a budget stands, in numbers and bars."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.spend_texts import bar, bar_line, percent, share, still_to_come, written
from bot.core.model.budget import Budget, Money, Notification
from tests.core.build import budget, notification


def usd(amount: str) -> Money:
    return Money(amount, "USD")


@pytest.mark.parametrize(
    ("part", "limit", "ratio"),
    [
        (usd("84"), usd("100"), "0.84"),
        (usd("250.5"), usd("100"), "2.505"),
        (usd("0"), usd("100"), "0"),
        (usd("-1"), usd("100"), "-0.01"),
        (None, usd("100"), None),
        (usd("1"), None, None),
        (usd("1"), usd("0"), None),
        (usd("1"), Money("100", "GB"), None),
        (usd(".5"), usd("1"), "0.5"),
        (usd(""), usd("100"), None),
        (usd("NaN"), usd("100"), None),
        (usd("1E+999999"), usd("100"), None),
        (usd("1,000"), usd("100"), None),
    ],
)
def test_shares(part: Money | None, limit: Money | None, ratio: str | None) -> None:
    assert share(part, limit) == (None if ratio is None else Decimal(ratio))


@pytest.mark.parametrize(
    ("ratio", "text", "drawn"),
    [
        ("0", "0 %", "░░░░░░░░░░"),
        ("0.001", "<1 %", "▓░░░░░░░░░"),
        ("0.5", "50 %", "▓▓▓▓▓░░░░░"),
        ("0.849", "85 %", "▓▓▓▓▓▓▓▓░░"),
        ("0.808", "81 %", "▓▓▓▓▓▓▓▓░░"),
        ("0.9999", "99 %", "▓▓▓▓▓▓▓▓▓░"),
        ("1", "100 %", "▓▓▓▓▓▓▓▓▓▓"),
        ("36.69", "3,669 %", "▓▓▓▓▓▓▓▓▓▓"),
        ("1e30", ">99,999 %", "▓▓▓▓▓▓▓▓▓▓"),
        ("-0.2", "-20 %", "░░░░░░░░░░"),
    ],
)
def test_percentages_and_bars(ratio: str, text: str, drawn: str) -> None:
    assert (percent(Decimal(ratio)), bar(Decimal(ratio))) == (text, drawn)


def test_a_line() -> None:
    assert bar_line(usd("84"), usd("100"), 6) == "▓▓▓▓▓░ 84 %"
    assert bar_line(None, usd("100")) == ""


@given(st.decimals(-10, 10, places=4), st.integers(2, 40))
def test_a_bar_is_full_only_from_the_limit_and_empty_only_at_nothing(
    ratio: Decimal, width: int
) -> None:
    drawn = bar(ratio, width)
    assert len(drawn) == width and set(drawn) <= {"▓", "░"}
    assert (drawn == "▓" * width) == (ratio >= 1)
    assert (drawn == "░" * width) == (ratio <= 0)


@given(st.text(max_size=12), st.text(max_size=12))
def test_never_raises(part: str, limit: str) -> None:
    bar_line(usd(part), usd(limit))


AT_80 = notification()
AT_100 = notification(threshold=100.0)
AT_500 = notification(threshold=500.0, threshold_type="ABSOLUTE_VALUE")
FORECAST = notification(type="FORECASTED", threshold=95.0)
ACTION = notification(threshold=120.0, state=None, action="a-1")
UNTYPED = notification(threshold=3.0, threshold_type=None)
BELOW = notification(operator="LESS_THAN", threshold=30.0)
ALL = (AT_500, UNTYPED, ACTION, AT_100, BELOW, FORECAST, AT_80)


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        (budget(), (BELOW, AT_80, FORECAST, AT_100, ACTION, AT_500, UNTYPED)),
        (budget(actual=usd("80")), (BELOW, AT_80, FORECAST, AT_100, ACTION, AT_500, UNTYPED)),
        (budget(actual=usd("80.01")), (BELOW, FORECAST, AT_100, ACTION, AT_500, UNTYPED)),
        (budget(forecast=usd("96")), (BELOW, AT_80, AT_100, ACTION, AT_500, UNTYPED)),
        (budget(actual=usd("600")), (BELOW, FORECAST, UNTYPED)),
        (budget(actual=usd("20")), (AT_80, FORECAST, AT_100, ACTION, AT_500, UNTYPED)),
        # Without the amounts the state alone speaks, and an action has none.
        (budget(actual=None), (BELOW, AT_80, FORECAST, AT_100, AT_500, UNTYPED)),
        (budget(limit=None), (AT_500, UNTYPED, BELOW, AT_80, FORECAST, AT_100)),
    ],
)
def test_what_is_still_to_come(stands: Budget, expected: tuple[Notification, ...]) -> None:
    assert still_to_come(stands, ALL) == expected


@pytest.mark.parametrize("state", ["ALARM", "SOMETHING_NEW"])
def test_what_is_in_alarm_has_come(state: str) -> None:
    assert still_to_come(budget(), [notification(state=state)]) == ()


@given(st.permutations(ALL))
def test_the_order_does_not_depend_on_awss(shuffled: list[Notification]) -> None:
    assert still_to_come(budget(), shuffled) == still_to_come(budget(), ALL)


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("1234.5", "USD", "1,234.50 USD"),
        ("150000.0", "JPY", "150,000 JPY"),
        ("1234567", "KRW", "1,234,567 KRW"),
        ("1.2345", "KWD", "1.234 KWD"),
        ("12", "GB", "12.00 GB"),
        ("-5", "JPY", "-5 JPY"),
        ("about 5", "USD", "about 5 USD"),
    ],
)
def test_amounts_have_their_currencys_decimals(amount: str, unit: str, text: str) -> None:
    assert written(Money(amount, unit)) == text
