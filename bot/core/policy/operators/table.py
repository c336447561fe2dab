"""The operators by name: `[ForAllValues:|ForAnyValue:]Name[IfExists]` (docs/facts.md 4.2, rule
9).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.core.policy.operators import numbers, text
from bot.core.policy.operators.addresses import address
from bot.core.policy.operators.binary import binary
from bot.core.policy.operators.values import Value

Maker = Callable[[str, bool], Value]


class Quantifier(StrEnum):
    """Over the values that the request holds."""

    ALL = "ForAllValues"
    ANY = "ForAnyValue"


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator taken apart. `make` compiles one policy value; None stands for Null."""

    make: Maker | None
    negated: bool = False
    quantifier: Quantifier | None = None
    if_exists: bool = False


def _comparisons(kind: str, maker: Callable[[numbers.Compare], Maker]) -> dict[str, Operator]:
    return {
        f"{kind}{name}": Operator(maker(compare), negated)
        for name, (compare, negated) in numbers.COMPARISONS.items()
    }


_OPERATORS = {
    "StringEquals": Operator(text.equals),
    "StringNotEquals": Operator(text.equals, negated=True),
    "StringEqualsIgnoreCase": Operator(text.equals_ignore_case),
    "StringNotEqualsIgnoreCase": Operator(text.equals_ignore_case, negated=True),
    "StringLike": Operator(text.like),
    "StringNotLike": Operator(text.like, negated=True),
    "ArnEquals": Operator(text.arn),
    "ArnLike": Operator(text.arn),
    "ArnNotEquals": Operator(text.arn, negated=True),
    "ArnNotLike": Operator(text.arn, negated=True),
    "Bool": Operator(text.boolean),
    "BinaryEquals": Operator(binary),
    "IpAddress": Operator(address),
    "NotIpAddress": Operator(address, negated=True),
    **_comparisons("Numeric", numbers.numeric),
    **_comparisons("Date", numbers.date),
}
_NULL = Operator(None)


@lru_cache(maxsize=256)
def operator_named(name: str) -> Operator | None:
    """The operator, None for one that this evaluator does not know.

    Names are compared as AWS writes them. Null takes neither a quantifier nor IfExists.
    """
    if name == "Null":
        return _NULL
    head, colon, rest = name.partition(":")
    base = _OPERATORS.get((rest if colon else head).removesuffix("IfExists"))
    if base is None or (colon and head not in set(Quantifier)):
        return None
    quantifier = Quantifier(head) if colon else None
    return Operator(base.make, base.negated, quantifier, name.endswith("IfExists"))
