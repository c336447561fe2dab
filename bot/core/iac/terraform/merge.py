"""What a resource will be, with unknown and sensitive values in their place.

Terraform writes the three apart: `after`, `after_unknown` (true where a value is not known yet) and
`after_sensitive` (true where it must not be shown).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.iac.value import Hidden, Unknown


def merged(after: object, unknown: object, sensitive: object, path: str) -> object:
    """One tree of the three; `path` is what people call its root."""
    if unknown is True:
        return Unknown(path)
    if sensitive is True:
        return Hidden(f"{path} (a sensitive value)") if after is not None else None
    if isinstance(after, Mapping) or isinstance(unknown, Mapping):
        return _object(_mapping(after), _mapping(unknown), sensitive, path)
    if isinstance(after, list) or (isinstance(unknown, list) and unknown):
        return _list(after, unknown, sensitive, path)
    return after


def _object(
    after: Mapping[str, object], unknown: Mapping[str, object], sensitive: object, path: str
) -> object:
    hidden = _mapping(sensitive)
    names = dict.fromkeys((*after, *unknown))
    return {
        name: merged(after.get(name), unknown.get(name), hidden.get(name), f"{path}.{name}")
        for name in names
    }


def _list(after: object, unknown: object, sensitive: object, path: str) -> object:
    known, left = _items(after), _items(unknown)
    hidden = _items(sensitive)
    return [
        merged(_at(known, n), _at(left, n), _at(hidden, n), f"{path}[{n}]")
        for n in range(max(len(known), len(left)))
    ]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _at(found: list[object], index: int) -> object:
    return found[index] if index < len(found) else None
