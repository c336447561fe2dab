"""One condition test against one candidate value. What is not in this file cannot be judged."""

from __future__ import annotations

import operator as compare
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from playground.aws.delivery_rules.patterns import arn_like, like

Test = Callable[[str, str], bool | None]
"""(value in the policy, value in the request) -> met, or None for "AWS does not say"."""


def _equals(wanted: str, actual: str) -> bool:
    return wanted == actual


def _same_boolean(wanted: str, actual: str) -> bool:
    return wanted.lower() == actual.lower()


def _ordered(holds: Callable[[float, float], bool]) -> Test:
    def test(wanted: str, actual: str) -> bool | None:
        bound, now = _second(wanted), _second(actual)
        return None if bound is None or now is None else holds(now, bound)

    return test


def _second(text: str) -> float | None:
    """A date or a number of seconds as the latter; None for what is neither."""
    if text.isascii() and text.isdigit() and len(text) != 4:
        return float(text)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


_ORDER: dict[str, Callable[[float, float], bool]] = {
    "LessThan": compare.lt,
    "LessThanEquals": compare.le,
    "GreaterThan": compare.gt,
    "GreaterThanEquals": compare.ge,
    "Equals": compare.eq,
}
POSITIVE: dict[str, Test] = {
    **{f"Date{name}": _ordered(holds) for name, holds in _ORDER.items()},
    **{f"Numeric{name}": _ordered(holds) for name, holds in _ORDER.items()},
    "StringEquals": _equals,
    "StringLike": like,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "Bool": _same_boolean,
}
NEGATED: dict[str, Test] = {
    "StringNotEquals": _equals,
    "DateNotEquals": _ordered(compare.eq),
    "NumericNotEquals": _ordered(compare.eq),
}


def met(operator: str, values: Sequence[str], actual: str | None) -> bool | None:
    """Whether the request's value passes; None for an operator or a value not known here.

    An absent key fails a positive test and passes a negated one, or any test with IfExists
    (docs/facts.md 4.2.10).
    """
    if operator == "Null":
        return (actual is None) == (values[0].lower() == "true") if len(values) == 1 else None
    name = operator.removesuffix("IfExists")
    test = POSITIVE.get(name) or NEGATED.get(name)
    if test is None:
        return None
    if actual is None:
        return name in NEGATED or name != operator
    hits = [test(value, actual) for value in values]
    if None in hits and True not in hits:
        return None
    return (True in hits) == (name in POSITIVE)
