"""The money at stake, in words: sums of one currency and one period each."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.alerts.currencies import decimals
from bot.core.stake import Stake, Sum
from bot.core.texts.words import listed

_MOST = 4

_PERIODS: Mapping[str, str] = {
    "DAILY": " a day",
    "MONTHLY": " a month",
    "QUARTERLY": " a quarter",
    "ANNUALLY": " a year",
}


def at_stake(found: Stake) -> str:
    """The money: "USD 41,000 a month, 2 above 80 %"; "" for none."""
    sums = listed(_sum(one) for one in found.sums[:_MOST])
    above = f"{found.above} above 80 %" if found.above else ""
    return ", ".join(part for part in (sums, above) if part)


def _sum(one: Sum) -> str:
    places = decimals(one.unit) if one.amount < 100 else 0
    return f"{one.unit} {one.amount:,.{places or 0}f}{_PERIODS.get(one.time_unit, ' budgeted')}"
