"""Reading JSON that somebody else wrote: what has another shape than expected is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def word(of: Mapping[str, object], name: str) -> str:
    """The text of a field, whatever the case of its first letter; "" for anything else."""
    for spelled in (name, name[:1].upper() + name[1:]):
        value = of.get(spelled)
        if isinstance(value, str):
            return value
    return ""


def inner(of: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The object in a field; an empty one for anything else."""
    value = of.get(name)
    return value if isinstance(value, Mapping) else {}


def several(of: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    """The objects of a list in a field."""
    value = of.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
