"""Numeric and Date conditions: six comparisons over numbers, a date being its second."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, is_so
from bot.core.policy.operators.values import TypedValue, Value

Compare = Callable[[Decimal, Decimal], bool]

COMPARISONS: dict[str, tuple[Compare, bool]] = {
    "Equals": (operator.eq, False),
    "NotEquals": (operator.eq, True),
    "LessThan": (operator.lt, False),
    "LessThanEquals": (operator.le, False),
    "GreaterThan": (operator.gt, False),
    "GreaterThanEquals": (operator.ge, False),
}
"""Each comparison by the name that follows "Numeric" or "Date", and whether it is negated."""

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,9})?"
)
_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def number(text: str) -> Decimal | None:
    """The number, None for what is none (also for NaN and Infinity)."""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def moment(text: str) -> Decimal | None:
    """The second since 1970 of an ISO 8601 date, or of epoch seconds; None for anything else.

    Four digits alone are refused: they could be a year or a second. A time without a zone is UTC.
    """
    found = _DATE.fullmatch(text)
    if not found:
        return number(text) if len(text) != 4 else None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        when = datetime(
            int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0),
            int(second or 0), tzinfo=_zone(zone),
        )  # fmt: skip
        seconds = (when - _EPOCH) // timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None
    return Decimal(seconds) + Decimal(f"0.{fraction or 0}")


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def numeric(compare: Compare) -> Callable[[str, bool], Value]:
    """The maker of values for one Numeric comparison."""
    return lambda text, _: _value(number, compare, text)


def date(compare: Compare) -> Callable[[str, bool], Value]:
    """The maker of values for one Date comparison."""
    return lambda text, _: _value(moment, compare, text)


def _value(read: Callable[[str], Decimal | None], compare: Compare, text: str) -> Value:
    bound = read(text)
    if bound is None:
        return TypedValue(None)

    def test(actual: str) -> Match:
        found = read(actual)
        return NO if found is None else is_so(compare(found, bound))

    return TypedValue(test)
