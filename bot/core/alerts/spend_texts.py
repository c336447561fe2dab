"""How a budget stands, for people: its share spent and forecast, and what is still to come.

From what DescribeBudget and DescribeNotificationsForBudget say. What AWS did not send stays absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from bot.core.alerts.currencies import decimals
from bot.core.model.budget import Budget, Money, Notification

_NUMBER = re.compile(r"-?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})")
_MOST_PERCENT = 99_999


def value_of(money: Money | None) -> Decimal | None:
    """The amount as a number; None where there is none or AWS wrote something else."""
    said = money.amount.strip() if money else ""
    return Decimal(said) if _NUMBER.fullmatch(said) else None


def written(money: Money) -> str:
    """The amount for people, with its currency's decimals: "12.50 USD", "150,000 JPY".

    As AWS wrote it where that is no number.
    """
    value, places = value_of(money), decimals(money.unit)
    amount = money.amount if value is None else f"{value:,.{2 if places is None else places}f}"
    return f"{amount} {money.unit}"


def share(part: Money | None, limit: Money | None) -> Decimal | None:
    """The part of the limit as a ratio, 0.84 for 84 %; None where it cannot be told."""
    some, whole = value_of(part), value_of(limit)
    if some is None or not whole or (part and limit and part.unit != limit.unit):
        return None
    return some / whole


def percent(ratio: Decimal) -> str:
    """Rounded; nothing reads 100 % before it is, and a trace of something is "<1 %"."""
    if 0 < ratio < Decimal("0.01"):
        return "<1 %"
    whole = int((ratio * 100).to_integral_value(ROUND_HALF_UP))
    whole = min(whole, 99) if ratio < 1 else whole
    return f"{whole:,} %" if whole <= _MOST_PERCENT else f">{_MOST_PERCENT:,} %"


def bar(ratio: Decimal, width: int = 10) -> str:
    """The ratio as a bar of text, "▓▓▓▓░░": full only from 100 %, empty only at nothing."""
    filled = round(min(max(ratio, Decimal(0)), Decimal(1)) * width)
    if 0 < ratio < 1:
        filled = min(max(filled, 1), width - 1)
    return "▓" * filled + "░" * (width - filled)


def bar_line(part: Money | None, limit: Money | None, width: int = 10) -> str:
    """Bar and percentage, "▓▓▓▓▓▓▓▓░░ 84 %"; "" where the share cannot be told."""
    ratio = share(part, limit)
    return f"{bar(ratio, width)} {percent(ratio)}" if ratio is not None else ""


def threshold_amount(notification: Notification, whole: Decimal | None) -> Decimal | None:
    """The threshold in the unit of `whole`, the budget's amount; None where it cannot be told.

    AWS documents no default for a missing ThresholdType (docs/facts.md 1.3).
    """
    threshold = Decimal(str(notification.threshold))
    if not threshold.is_finite():
        return None
    if notification.threshold_type == "ABSOLUTE_VALUE":
        return threshold
    if notification.threshold_type == "PERCENTAGE" and whole is not None:
        return whole * threshold / 100
    return None


def still_to_come(
    budget: Budget, notifications: Iterable[Notification]
) -> tuple[Notification, ...]:
    """The notifications that can still fire in this period, the nearest threshold first.

    Their state is OK and what they watch has not crossed the threshold, as far as AWS tells. A
    budget action shows no such state: it counts where the amounts alone tell it.
    """
    coming = [one for one in notifications if _can_fire(budget, one)]
    return tuple(sorted(coming, key=lambda one: _order(budget, one)))


def _can_fire(budget: Budget, one: Notification) -> bool:
    crossed = _crossed(budget, one)
    if one.state is None:
        return crossed is False
    return one.state == "OK" and crossed is not True


def _crossed(budget: Budget, one: Notification) -> bool | None:
    now = budget.forecast if one.type == "FORECASTED" else budget.actual
    value, threshold = value_of(now), threshold_amount(one, value_of(budget.limit))
    if value is None or threshold is None:
        return None
    tests = {
        "GREATER_THAN": value > threshold,
        "LESS_THAN": value < threshold,
        "EQUAL_TO": value == threshold,
    }
    return tests.get(one.operator)


def _order(budget: Budget, one: Notification) -> tuple[bool, Decimal, float, str, str]:
    amount = threshold_amount(one, value_of(budget.limit))
    return amount is None, amount or Decimal(0), one.threshold, one.type, one.operator
