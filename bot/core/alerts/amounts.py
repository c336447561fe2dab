"""Amounts and thresholds out of AWS's text: exact, or kept as text.

What AWS writes for another currency than the dollar is published nowhere (docs/facts.md 5.1). So a
number counts where it can only mean one: "1.234" and "1,234" are two numbers in two countries, but
a comma can only group where the currency has no decimals, or the unit is one of AWS's own English
ones.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.core.alerts.currencies import SIGNS, decimals
from bot.core.alerts.message import Amount, Threshold
from bot.core.names import SPACES, UNSEEN, flat, seen

_LONGEST = 80
_FOLDED = str.maketrans("０１２３４５６７８９，．－−＄￥￡￦％＞＜＝", "0123456789,.--$¥£₩%><=")
_GAP = rf"[ {SPACES}]{{0,2}}"
# One sign for all groups, and none of them begins with a zero: "0,500" is a half somewhere.
_GROUPED = rf"[1-9][0-9]{{0,2}}(?P<group>[ ,'’{SPACES}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}}){{0,8}}"
_LAKHS = r"[1-9][0-9]?(?:,[0-9]{2}){1,8},[0-9]{3}"
_NUMBER = rf"(?P<number>(?:{_GROUPED}|{_LAKHS}|[0-9]{{1,30}})(?:\.[0-9]{{1,20}})?|\.[0-9]{{1,20}})"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ円元圓원"
_BEFORE = re.compile(
    rf"(?P<sign>-?)(?P<unit>[A-Z]{{0,3}}[{SIGNS}]|[A-Z]{{3}}){_GAP}(?P<inner>-?){_NUMBER}"
)
_UNIT = rf"(?P<unit>[{_LETTERS}%{SIGNS}][{_LETTERS}{SIGNS} /%._-]{{0,30}})"
_AFTER = re.compile(rf"(?P<sign>-?){_NUMBER}(?:{_GAP}{_UNIT})?")

_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_IN_LAKHS = re.compile(rf"{_LAKHS}(?:\.[0-9]+)?")
_ENGLISH = frozenset({"$", "US$", "USD", "%"})
_RUPEES = frozenset({"₹", "INR"})
_WORD = re.compile(r"[^ /._-]+")
_MEASURE = re.compile(
    r"[kmgtpe]?i?b|(?:kilo|mega|giga|tera|peta)?bytes?|gbps|mbps|ms|mo|months?|days?|"
    r"h(?:ou)?rs?|min(?:ute)?s?|sec(?:ond)?s?|v?cpus?|[adlnrw]cus?|dpus?|iops|ops|counts?|units?|"
    r"requests?|queries|query|events?|messages?|operations?|calls?|instances?|invocations?|"
    r"transactions?|executions?|records?|objects?|notifications?|metrics?|tokens?|items?"
)
# "5 K" and "1.5 million" are other numbers than they begin with.
_TIMES = re.compile(
    r"[kmbt]|m[nm]|mio|mrd|bn|tn|hundred|thousand|[mb]illions?|trillions?|lakhs?|crores?|dozen"
)
_MANY = re.compile(rf"(?:k|mn?|mio|mm|bn?|tn?)([{SIGNS}]|[a-z]{{3}})")

_OPERATORS = {
    ">": "GREATER_THAN",
    "<": "LESS_THAN",
    "=": "EQUAL_TO",
    "greater than": "GREATER_THAN",
    "less than": "LESS_THAN",
    "equal to": "EQUAL_TO",
}
_BLANKS = rf"[\s{UNSEEN}]{{0,5}}"
_THRESHOLD = re.compile(
    rf"{_BLANKS}(?:is\s)?(&gt;|&lt;|[<>=]=?|(?:greater|less)\sthan|equal\sto)(?![<>=]){_BLANKS}(.+)",
    re.IGNORECASE,
)


def read_amount(text: str) -> Amount:
    """Read "$1,234.50", "150,000 JPY", "12.5 GB" or "80%"; no value unless it is one number."""
    said = text.strip()
    if len(said) > _LONGEST:
        return Amount(said)
    folded = _folded(said)
    match = _BEFORE.fullmatch(folded) or _AFTER.fullmatch(folded)
    if not match:
        return Amount(said)
    found = match.groupdict()
    signs, unit = found["sign"] + (found.get("inner") or ""), (found["unit"] or "").strip()
    if len(signs) > 1 or _is_of_many(unit):
        return Amount(said)
    number = found["number"]
    if not _is_one_number(number, unit):
        return Amount(said, None, unit)
    return Amount(said, Decimal(signs + re.sub(r"[^0-9.]", "", number)), unit)


def _folded(said: str) -> str:
    """Without what nobody sees, and in the narrow forms of full-width characters."""
    return seen(said).translate(_FOLDED).strip()


def _is_one_number(number: str, unit: str) -> bool:
    if _IN_LAKHS.fullmatch(number):
        return unit in _RUPEES
    match = _TWO_WAYS.fullmatch(number)
    if not match or unit in _ENGLISH:
        return True
    return match[1] == "," and (decimals(unit) == 0 or _is_usage(unit))


def _is_usage(unit: str) -> bool:
    """Whether it is one of the units in which AWS counts usage; "EUR/month" is none."""
    words = _words(unit)
    money = any(decimals(word) is not None for word in words)
    return not money and any(_MEASURE.fullmatch(word) for word in words)


def _is_of_many(unit: str) -> bool:
    """Whether the unit multiplies: "K", "million USD", "M€"."""
    return any(_TIMES.fullmatch(word) or _many_of_money(word) for word in _words(unit))


def _many_of_money(word: str) -> bool:
    match = _MANY.fullmatch(word)
    return match is not None and decimals(match[1]) is not None


def _words(unit: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(unit)]


def read_threshold(text: str) -> Threshold:
    """Read "> $24.00" as the API's operator and an amount; unknown wording stays text."""
    said = text.strip()
    match = _THRESHOLD.fullmatch(said)
    if not match:
        return Threshold(said, "", read_amount(said))
    sign = flat(match[1]).casefold().replace("&gt;", ">").replace("&lt;", "<")
    return Threshold(said, _OPERATORS.get(sign, ""), read_amount(match[2]))
