"""Reading JSON that somebody else wrote: what has another shape than expected is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def word(of: Mapping[str, object], name: str) -> str:
    """The text of a field, whatever the case of its first letter; "" for anything else."""
    found = (value for value in _spelled(of, name) if isinstance(value, str))
    return next(found, "")


def inner(of: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The object in a field, spelled either way; an empty one for anything else."""
    found = (value for value in _spelled(of, name) if isinstance(value, Mapping))
    return next(found, {})


def several(of: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    """The objects of a list in a field."""
    value = of.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _spelled(of: Mapping[str, object], name: str) -> tuple[object, object]:
    return of.get(name), of.get(name[:1].upper() + name[1:])
