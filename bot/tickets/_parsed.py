"""Reading JSON that a system answered: what has another shape than expected is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def at(value: object, *path: str) -> object:
    """What stands in a field of a field, None where there is no such thing."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def word(value: object, *path: str) -> str:
    """The text or number there as a text; "" for anything else."""
    found = at(value, *path)
    plain = isinstance(found, str | int) and not isinstance(found, bool)
    return str(found) if plain else ""


def each(value: object, *path: str) -> Sequence[Mapping[str, object]]:
    """The objects of the list there; none for anything else."""
    found = at(value, *path)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
