"""JSON whose leaves may be unknown until it is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody knows yet; `expression` is what it hangs on, as people wrote it."""

    expression: str


@dataclass(frozen=True, slots=True)
class Hidden(Unknown):
    """A value that is known, and that nobody may see."""


@dataclass(frozen=True, slots=True)
class OfAnother(Unknown):
    """An attribute of a resource of AWS that is neither a topic nor anything else of a path."""


def unknowns(value: object) -> Iterator[Unknown]:
    """Every unknown leaf."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Unknown):
            yield one
        elif isinstance(one, Mapping):
            waiting += reversed([*one.values()])
        elif isinstance(one, list):
            waiting += reversed(one)


def first_unknown(value: object) -> Unknown | None:
    """One unknown leaf, None where everything is known."""
    return next(unknowns(value), None)


def members(value: object) -> Mapping[str, object]:
    """The object's members; none of anything else."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[object]:
    """The list; of anything else a list of it alone, of nothing none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: object) -> str | Unknown | None:
    """A text, a number as one, or the unknown; None for anything else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return value if isinstance(value, str | Unknown) else None


def known(value: object, fallback: str = "") -> str:
    """The text where it is known; the fallback for anything else."""
    found = text(value)
    return found if isinstance(found, str) else fallback


def switch(value: object, fallback: bool) -> bool | Unknown:
    """Whether it is on; the fallback where nobody set it, the unknown where nobody knows."""
    if isinstance(value, Unknown):
        return value
    return fallback if value is None else truth(value)


def choice(value: object, fallback: str) -> str | Unknown:
    """The word; the fallback where nobody set it, the unknown where nobody knows."""
    found = text(value)
    return found if isinstance(found, Unknown) else found or fallback


def truth(value: object) -> bool:
    """Whether the value says true, as a text too."""
    return known(value).lower() == "true"
