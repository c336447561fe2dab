"""The part of CBOR that CloudWatch's protocol (smithy-rpc-v2-cbor) uses, under cbor2's names.

ministack imports `cbor2` where it is asked in CBOR, as boto3 does for CloudWatch since 1.42. That
package brings native code; this is installed as `cbor2` before ministack is imported.
"""

import datetime
import struct
from collections.abc import Iterator
from typing import Any

_BREAK = object()
_SIMPLE = {20: False, 21: True, 22: None, 23: None}
_FLOATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}


class CBORTag:
    """A tagged value; tag 1 is a time in seconds."""

    def __init__(self, tag: int, value: object) -> None:
        self.tag = tag
        self.value = value


def dumps(value: object) -> bytes:
    """Encode None, booleans, numbers, text, bytes, lists, dicts, times and tags."""
    return b"".join(_encoded(value))


def _head(major: int, number: int) -> bytes:
    for extra, form, top in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < top:
            return bytes([major << 5 | extra]) + struct.pack(form, number)
    return bytes([major << 5 | 27]) + struct.pack(">Q", number)


def _encoded(value: object) -> Iterator[bytes]:
    if isinstance(value, list | tuple):
        yield _head(4, len(value))
        for item in value:
            yield from _encoded(item)
    elif isinstance(value, dict):
        yield _head(5, len(value))
        for key, item in value.items():
            yield from _encoded(key)
            yield from _encoded(item)
    elif isinstance(value, CBORTag):
        yield _head(6, value.tag)
        yield from _encoded(value.value)
    elif isinstance(value, datetime.datetime):
        yield from _encoded(CBORTag(1, value.timestamp()))
    else:
        yield _scalar(value)


def _scalar(value: object) -> bytes:
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str):
        raw = value.encode()
        return _head(3, len(raw)) + raw
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    raise TypeError(f"no CBOR form for {type(value).__name__}")


_NOT_CBOR = (
    *(IndexError, struct.error, UnicodeDecodeError),
    *(TypeError, OverflowError, OSError),  # a map's key that is a list; a time beyond all years
)


def loads(data: bytes) -> Any:
    """Decode one value. ValueError: it is no CBOR."""
    try:
        return _Reader(data).value()
    except _NOT_CBOR as error:
        raise ValueError(f"not CBOR: {error}") from error


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def _take(self, count: int) -> bytes:
        if self._at + count > len(self._data):
            raise IndexError("the text ends too early")
        self._at += count
        return self._data[self._at - count : self._at]

    def _number(self, info: int) -> int | None:
        if info < 24:
            return info
        return None if info == 31 else int.from_bytes(self._take(1 << (info - 24)), "big")

    def value(self) -> Any:
        first = self._take(1)[0]
        major, info = first >> 5, first & 31
        if major == 7:
            return self._simple(info)
        number = self._number(info)
        if major in (0, 1):
            return number if major == 0 else -1 - (number or 0)
        if major in (2, 3):
            return self._string(major, number)
        if major == 4:
            return list(self._items(number))
        if major == 5:
            return {key: self.value() for key in self._items(number)}
        return self._tagged(number)

    def _simple(self, info: int) -> Any:
        if info in _FLOATS:
            form, size = _FLOATS[info]
            return struct.unpack(form, self._take(size))[0]
        return _BREAK if info == 31 else _SIMPLE.get(info)

    def _string(self, major: int, number: int | None) -> Any:
        if number is not None:
            raw = self._take(number)
            return raw.decode() if major == 3 else raw
        return ("" if major == 3 else b"").join(self._items(None))

    def _items(self, number: int | None) -> Iterator[Any]:
        while number is None or number > 0:
            item = self.value()
            if item is _BREAK:
                return
            yield item
            number = number if number is None else number - 1

    def _tagged(self, tag: int | None) -> Any:
        value = self.value()
        if tag == 1:
            return datetime.datetime.fromtimestamp(value, datetime.UTC)
        return value
