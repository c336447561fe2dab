"""Frozen dataclasses to DynamoDB attributes and back, exactly.

Numbers are whole: a float would not come back as it went, so none is taken. A time must carry its
zone; it is kept in UTC with a fixed width, so that text order is time order. A field that an
older record does not have gets its dataclass's default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from bot.errors import StoreError

SCHEMA = 1
Value = Mapping[str, object]
Item = Mapping[str, Value]
_Thing = TypeVar("_Thing")
_Hint = Any  # a type annotation: `str`, `tuple[Write, ...]`, `Place | None`


def stamp(at: datetime) -> str:
    """The time in UTC, 27 characters, in an order that is the order of time."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def epoch(at: datetime) -> int:
    """The time as DynamoDB's time to live takes it: whole seconds."""
    return int(at.timestamp())


def values(thing: object) -> dict[str, object]:
    """The fields of a dataclass, its schema's version beside them."""
    return {"schema": SCHEMA, **_fields(thing)}


def attributes(thing: object) -> dict[str, Value]:
    """The same as attributes."""
    return encoded(values(thing))


def differences(was: object, now: object) -> dict[str, object]:
    """The fields of `now` that are not as in `was`, which is of the same dataclass."""
    before = _fields(was)
    return {name: value for name, value in _fields(now).items() if value != before[name]}


def encoded(values: Mapping[str, object]) -> dict[str, Value]:
    """Values by name as attribute values."""
    return {name: encode(value) for name, value in values.items()}


def parse(table: str, of: type[_Thing], item: Item) -> _Thing:
    """The dataclass that an item of `table` holds; StoreError where this version cannot read it."""
    schema = item.get("schema", {}).get("N")
    if schema != str(SCHEMA):
        raise StoreError(
            table, f"holds a record of version {schema}; this is {SCHEMA}: run the newer version."
        )
    try:
        return _build(of, item)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(table, f"holds a record that cannot be read: {error!r}.") from error


def encode(thing: object) -> Value:  # noqa: PLR0911 (one line for each type)
    """One attribute value. TypeError for what is no str, bytes, int, bool, time, tuple or
    dataclass.
    """
    match thing:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": thing}
        case str():
            return {"S": str(thing)}
        case bytes():
            return {"B": thing}
        case int():
            return {"N": str(thing)}
        case datetime():
            return {"S": stamp(thing)}
        case tuple():
            return {"L": [encode(one) for one in thing]}
        case _:
            return {"M": encoded(_fields(thing))}


def size(thing: object) -> int:
    """The bytes that it takes in an item, of which DynamoDB holds 400 KB, at most.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    return _size(encode(thing))


def _size(value: Mapping[str, Any]) -> int:
    (kind, held), *_ = value.items()
    if kind == "L":
        return 3 + sum(1 + _size(one) for one in held)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _size(one) for name, one in held.items())
    return len(held if kind == "B" else str(held).encode(errors="replace"))


def _fields(thing: object) -> dict[str, object]:
    if not is_dataclass(thing) or isinstance(thing, type):
        raise TypeError(f"{type(thing).__name__} is not stored")
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def _build(of: type[_Thing], item: Mapping[str, Any]) -> _Thing:
    hints = _hints(of)  # type: ignore[arg-type]  # mypy: each class has a hash
    return of(**{name: _decode(hint, item[name]) for name, hint in hints.items() if name in item})


@cache
def _hints(of: type[object]) -> Mapping[str, _Hint]:
    """Once for each kind: Python compiles the text of every annotation anew."""
    return get_type_hints(of)


def _decode(hint: _Hint, value: Mapping[str, Any]) -> object:
    origin: object = get_origin(hint)
    if origin is tuple:
        return tuple(_decode(get_args(hint)[0], one) for one in value["L"])
    if NoneType in get_args(hint):
        (inner,) = (part for part in get_args(hint) if part is not NoneType)
        return None if "NULL" in value else _decode(inner, value)
    return _plain(hint, value)


def _plain(hint: _Hint, value: Mapping[str, Any]) -> object:
    if hint is bool:
        return bool(value["BOOL"])
    if hint is bytes:
        return bytes(value["B"])
    if hint is int:
        return int(value["N"])
    if hint is datetime:
        return datetime.fromisoformat(value["S"])
    if issubclass(hint, str):  # StrEnum too
        return hint(value["S"])
    return _build(hint, value["M"])
