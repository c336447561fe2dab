"""A policy's text with the place of each statement in it.

The text is never parsed and written anew: whatever we do not know of it (its numbers' spelling,
its escapes, elements that are newer than we are) stays as it is, byte for byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.policy.document import read
from bot.core.policy.edit.refusal import EditError

_BLANK = re.compile(r"[ \t\n\r]*")
# Numbers as texts: the longest integer in a customer's policy must not stop us.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


@dataclass(frozen=True, slots=True)
class Span:
    """A JSON value and where it stands: `text[start:end]`."""

    start: int
    end: int
    value: object

    @property
    def sid(self) -> str | None:
        """The statement's Sid, None without one."""
        sid = self.value.get("Sid") if isinstance(self.value, dict) else None
        return sid if isinstance(sid, str) else None


@dataclass(frozen=True, slots=True)
class Layout:
    """A policy's text, the whole of its Statement, and each statement.

    `listed` is false where Statement is a single object and no list.
    """

    text: str
    whole: Span
    listed: bool
    statements: tuple[Span, ...]

    def of(self, span: Span) -> str:
        """The span's text."""
        return self.text[span.start : span.end]

    def places(self, sid: str) -> tuple[int, ...]:
        """The indexes of the statements with this Sid."""
        return tuple(i for i, span in enumerate(self.statements) if span.sid == sid)


def layout(text: str) -> Layout:
    """The layout of a policy; EditError where the text is none, or means two things at once."""
    problem = read(text).problem
    if problem:
        raise EditError(f"{problem} budget-check edits only policies that it can read.")
    try:
        whole = next(span for name, span in _members(text) if name == "Statement")
        listed = isinstance(whole.value, list)
        statements = tuple(_items(text, whole.start)) if listed else (whole,)
    except RecursionError:
        raise EditError("The policy is nested too deeply to be edited.") from None
    if not all(isinstance(span.value, dict) for span in statements):
        raise EditError("The policy holds a statement that is no object.")
    return Layout(text, whole, listed, statements)


def _members(text: str) -> Iterator[tuple[str, Span]]:
    """The members of the object that the text is; it is known to be valid JSON."""
    at = _past_blank(text, _past_blank(text, 0) + 1)
    while text[at] != "}":
        name = _value(text, at)
        value = _value(text, _past_blank(text, _past_blank(text, name.end) + 1))
        yield str(name.value), value
        at = _next(text, value.end)


def _items(text: str, start: int) -> Iterator[Span]:
    """The items of the array that starts at `start`."""
    at = _past_blank(text, start + 1)
    while text[at] != "]":
        item = _value(text, at)
        yield item
        at = _next(text, item.end)


def _next(text: str, at: int) -> int:
    at = _past_blank(text, at)
    return _past_blank(text, at + 1) if text[at] == "," else at


def _value(text: str, at: int) -> Span:
    value, end = _DECODER.raw_decode(text, at)
    return Span(at, end, value)


def _past_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
