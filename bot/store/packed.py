"""Many dataclasses in few bytes: as lists of their fields' values, without names, compressed.

What is packed so is worked out from other records and can be worked out anew. So what this version
cannot read, for its dataclass has other fields, is no error but nothing: `shape` tells before, and
`unpacked` gives None.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from bot.store.attributes import stamp

_Thing = TypeVar("_Thing")
_Read = Callable[[Any], Any]


def packed(things: Iterable[object]) -> bytes:
    """What `unpacked` reads. TypeError for a field that is none of those below."""
    text = json.dumps([_plain(one) for one in things], separators=(",", ":"))
    return zlib.compress(text.encode())


def unpacked(of: type[_Thing], held: bytes) -> tuple[_Thing, ...] | None:
    """The things that were packed; None where this version cannot read them."""
    read: _Read = _reader(of)  # type: ignore[arg-type]  # mypy: each class has a hash
    try:
        return tuple(read(one) for one in json.loads(zlib.decompress(held)))
    except (zlib.error, TypeError, ValueError, InvalidOperation):
        return None


@cache
def shape(of: type[object]) -> str:
    """Which fields the dataclass has, and those in it: another text where one of them changes."""
    return f"{zlib.crc32(_shape(of).encode()):08x}"


def _shape(hint: Any) -> str:
    if is_dataclass(hint):
        names = get_type_hints(hint)
        return f"({', '.join(f'{one.name}: {_shape(names[one.name])}' for one in fields(hint))})"
    inner = ", ".join(_shape(one) for one in get_args(hint))
    return f"{get_origin(hint)}[{inner}]" if inner else getattr(hint, "__name__", str(hint))


def _plain(thing: Any) -> object:
    if is_dataclass(thing):
        return [_plain(getattr(thing, one.name)) for one in fields(thing)]
    match thing:
        case None | bool() | int():
            return thing
        case str() | Decimal():
            return str(thing)
        case datetime():
            return stamp(thing)
        case tuple():
            return [_plain(one) for one in thing]
        case _:
            raise TypeError(f"{type(thing).__name__} is not packed")


@cache
def _reader(hint: Any) -> _Read:
    """What makes a value of this type of what JSON gave, worked out once for each type."""
    if is_dataclass(hint) and isinstance(hint, type):
        return _reader_of_fields(hint)
    if get_origin(hint) is tuple:
        each = _reader(get_args(hint)[0])
        return lambda held: tuple(each(one) for one in held)
    if NoneType in get_args(hint):
        (inner,) = (_reader(one) for one in get_args(hint) if one is not NoneType)
        return lambda held: None if held is None else inner(held)
    if hint is datetime:
        return datetime.fromisoformat
    plain: _Read = hint
    return plain


def _reader_of_fields(of: type[Any]) -> _Read:
    hints = get_type_hints(of)
    reads = [_reader(hints[one.name]) for one in fields(of)]

    def read(held: Any) -> Any:
        return of(*(each(one) for each, one in zip(reads, held, strict=True)))

    return read
