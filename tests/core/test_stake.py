"""What can be added is added, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.core.model.budget import Money, Spend
from bot.core.stake import stake, usual_unit
from bot.core.texts.stake import at_stake


def spend(limit: str, unit: str = "USD", actual: str = "", period: str = "MONTHLY") -> Spend:
    return Spend(Money(limit, unit), Money(actual, unit) if actual else None, time_unit=period)


@pytest.mark.parametrize(
    ("spends", "said"),
    [
        ([], ""),
        ([None, Spend()], ""),
        ([spend("40000"), spend("1000.4")], "USD 41,000 a month"),
        (
            [spend("40000", actual="32001"), spend("10", actual="8")],
            "USD 40,010 a month, 1 above 80 %",
        ),
        ([spend("100"), spend("90", "EUR")], "USD 100 a month and EUR 90.00 a month"),
        ([spend("100"), spend("10", period="DAILY")], "USD 10.00 a day and USD 100 a month"),
        ([spend("100"), spend("600", period="ANNUALLY")], "USD 100 a month and USD 600 a year"),
        ([spend("5000", "JPY", period="")], "JPY 5,000 budgeted"),
        ([spend("90", "PERCENTAGE"), spend("300", "GB", "299")], "1 above 80 %"),
        ([spend("much"), spend("0.1"), spend("0.2")], "USD 0.30 a month"),
    ],
)
def test_currencies_and_periods_are_never_mixed(spends: list[Spend | None], said: str) -> None:
    assert at_stake(stake(spends)) == said


def test_the_most_money_comes_first_within_the_usual_currency() -> None:
    some, more, other = stake([spend("10")]), stake([spend("1", period="DAILY")]), stake([])
    yen = stake([spend("900000", "JPY")])
    unit = usual_unit([some, more, other, yen])
    assert unit == "USD"
    ordered = sorted([other, yen, some, more], key=lambda one: one.order(unit), reverse=True)
    assert ordered == [more, some, yen, other]
    assert some.order("USD") == (Decimal(10), Decimal(0))
    assert usual_unit([]) == ""
