"""Amounts and thresholds out of AWS's text: exact, or kept as text."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.core.alerts.message import Amount, Threshold

_LONGEST = 80
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,30})(?:\.[0-9]{1,20})?"
_SIGN = r"(?:[A-Z]{0,3}[$€£¥₹₩]|[A-Z]{3})"
_BEFORE = re.compile(rf"(-?)({_SIGN})[ \u00a0]?(-?)({_NUMBER})")
_AFTER = re.compile(rf"(-?)({_NUMBER})(?:[ \u00a0]?([A-Za-z%$€£¥₹₩][A-Za-z /%._-]{{0,30}}))?")
# "1.234" and "1,234" are two numbers in two countries. AWS writes English, but what it writes for
# another currency is published nowhere (FACTS 5.1).
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_ENGLISH = frozenset({"$", "US$", "USD", "%"})

_OPERATORS = {
    ">": "GREATER_THAN",
    "<": "LESS_THAN",
    "=": "EQUAL_TO",
    "greater than": "GREATER_THAN",
    "less than": "LESS_THAN",
    "equal to": "EQUAL_TO",
}
_THRESHOLD = re.compile(
    r"(?:is[ \t])?(&gt;|&lt;|[<>=]=?|greater than|less than|equal to)(?![<>=])[ \t]{0,5}(.+)",
    re.IGNORECASE,
)


def read_amount(text: str) -> Amount:
    """Read "$1,234.50", "12.5 GB" or "80%"; no value unless it can only mean one number."""
    said = text.strip()
    if len(said) > _LONGEST:
        return Amount(said)
    if match := _BEFORE.fullmatch(said):
        sign, unit, inner, number = match.groups()
        return _amount(said, sign or inner, number, unit) if not (sign and inner) else Amount(said)
    if match := _AFTER.fullmatch(said):
        sign, number, unit = match.groups()
        return _amount(said, sign, number, (unit or "").strip())
    return Amount(said)


def _amount(said: str, sign: str, number: str, unit: str) -> Amount:
    if unit not in _ENGLISH and _TWO_WAYS.fullmatch(number):
        return Amount(said, None, unit)
    return Amount(said, Decimal(sign + number.replace(",", "")), unit)


def read_threshold(text: str) -> Threshold:
    """Read "> $24.00" as the API's operator and an amount; unknown wording stays text."""
    said = text.strip()
    match = _THRESHOLD.fullmatch(said)
    if not match:
        return Threshold(said, "", read_amount(said))
    sign = match[1].casefold().replace("&gt;", ">").replace("&lt;", "<")
    return Threshold(said, _OPERATORS.get(sign, ""), read_amount(match[2]))
