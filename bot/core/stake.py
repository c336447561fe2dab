"""How much budgeted money hangs on something: sums of what can be added, and no others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.core.alerts.currencies import decimals
from bot.core.alerts.spend_texts import share, value_of
from bot.core.model.budget import Spend

MUCH = Decimal("0.8")
"""Of a budget that has spent so much an alert is due, or soon."""
_IN_A_MONTH = {
    "DAILY": Decimal(30),
    "QUARTERLY": 1 / Decimal(3),
    "ANNUALLY": 1 / Decimal(12),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """The limits of the budgets of one currency and one period, `time_unit` as AWS calls it."""

    unit: str
    time_unit: str
    amount: Decimal

    @property
    def in_a_month(self) -> Decimal:
        """To compare with; a budget for a period of its own counts as it stands."""
        return self.amount * _IN_A_MONTH.get(self.time_unit, Decimal(1))


@dataclass(frozen=True, slots=True)
class Stake:
    """The sums, the largest first, and how many of the budgets have spent `MUCH`."""

    sums: tuple[Sum, ...] = ()
    above: int = 0

    def order(self, unit: str) -> tuple[Decimal, Decimal]:
        """To sort by: what is in that currency, then the rest, which can only be counted."""
        own = sum((one.in_a_month for one in self.sums if one.unit == unit), Decimal(0))
        return own, sum((one.in_a_month for one in self.sums), Decimal(0)) - own


def stake(spends: Iterable[Spend | None]) -> Stake:
    """What is at stake over these budgets. What AWS did not say, and what is no money, is left out:
    a budget can also be of hours or per cent.
    """
    known = [one for one in spends if one]
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in known:
        amount = value_of(one.limit)
        if one.limit and amount is not None and decimals(one.limit.unit) is not None:
            sums[one.limit.unit, one.time_unit] += amount
    found = [Sum(unit, period, amount) for (unit, period), amount in sums.items()]
    shares = (share(one.actual, one.limit) for one in known)
    above = sum(1 for part in shares if part is not None and part > MUCH)
    return Stake(tuple(sorted(found, key=lambda one: (-one.in_a_month, one.unit))), above)


def units_of(stakes: Iterable[Stake]) -> Counter[str]:
    """How many of them have each currency."""
    return Counter(one.unit for each in stakes for one in each.sums)


def usual(units: Counter[str]) -> str:
    """The currency that most have; "" where none has any."""
    return min(units, key=lambda unit: (-units[unit], unit), default="")


def usual_unit(stakes: Iterable[Stake]) -> str:
    """The currency that most of them have, as `usual`."""
    return usual(units_of(stakes))
