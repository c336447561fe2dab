"""The budgets that one change mends, and how much money is budgeted in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.core.model.budget import Money


@dataclass(frozen=True, slots=True)
class Affected:
    """Their names, the most money first, and the sums, one for each currency ("USD 82,000")."""

    budgets: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


NONE = Affected()


def affected(budgets: Iterable[tuple[str, Money | None]]) -> Affected:
    """Each budget by its name, with its limit; None where that is not known."""
    rated = sorted((-_number(limit), name, limit) for name, limit in dict(budgets).items())
    sums: dict[str, Decimal] = {}
    for _, _, limit in rated:
        if limit:
            sums[limit.unit] = sums.get(limit.unit, Decimal(0)) + _number(limit)
    money = (f"{unit} {amount:,.0f}" for unit, amount in sorted(sums.items()) if amount)
    return Affected(tuple(name for _, name, _ in rated), tuple(money))


def _number(limit: Money | None) -> Decimal:
    try:
        found = Decimal(limit.amount) if limit else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)
