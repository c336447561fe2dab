"""A statement in HCL as the JSON that it becomes: the plain tree of what was added, read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Said = Callable[[Sequence[str]], str | None]
"""What the words of one expression say."""

_LISTS = {"actions": "Action", "resources": "Resource"}


def statement_of_block(found: object, said: Said) -> dict[str, object] | None:
    """Of a block `statement`; None where it holds anything that we do not write."""
    if not isinstance(found, list) or len(found) != 3 or found[:2] != ["statement", []]:
        return None
    made: dict[str, object] = {}
    for item in found[2]:
        if len(item) == 2 and item[0] in {"sid", "effect"}:
            made[item[0].capitalize()] = said(item[1])
        elif len(item) == 2 and item[0] in _LISTS:
            made[_LISTS[item[0]]] = _texts(item[1], said)
        elif item[0] == "principals":
            inner = dict(item[2])
            made.setdefault("Principal", {})
            _into(made["Principal"], said(inner["type"]), _texts(inner["identifiers"], said))
        elif item[0] == "condition":
            inner = dict(item[2])
            group = made.setdefault("Condition", {})
            keys = group.setdefault(said(inner["test"]), {}) if isinstance(group, dict) else None
            _into(keys, said(inner["variable"]), _texts(inner["values"], said))
        else:
            return None
    return made


def statement_of_object(found: object, said: Said) -> dict[str, object] | None:
    """Of an object in jsonencode; None where it is none."""
    read = _value(found, said)
    return read if isinstance(read, dict) else None


def _value(found: object, said: Said) -> object:
    if not isinstance(found, list):
        return None
    if found[:1] == ["{}"]:
        return {str(key).strip('"'): _value(one, said) for key, one in found[1:]}
    if found[:1] == ["[]"]:
        return [_value(one, said) for one in found[1:]]
    return said(found)


def _texts(found: object, said: Said) -> list[str | None]:
    items = found[1:] if isinstance(found, list) and found[:1] == ["[]"] else []
    return [said(one) for one in items]


def _into(group: object, key: str | None, value: object) -> None:
    if isinstance(group, dict):
        group[key] = value
