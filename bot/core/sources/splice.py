"""Texts put into a text: every other byte stays, and the rest is proved the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_REST_OF_LINE = re.compile(r"(?:[ \t]|/\*.*?\*/|#[^\r\n]*|//[^\r\n]*)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Splice:
    """A text that goes in at a place."""

    at: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text with all of them; their places are those of the text as it was."""
    made, at = list[str](), 0
    for one in sorted(splices, key=lambda splice: splice.at):
        made += [text[at : one.at], one.text]
        at = one.at
    return "".join((*made, text[at:]))


def added(before: object, after: object) -> tuple[object, ...]:
    """What `after` has more than `before`: one item in one of its lists, or nothing of that kind.

    Both are lists of lists and texts. () where anything else differs, or nothing does.
    """
    if not isinstance(before, list) or not isinstance(after, list):
        return ()
    same = next(
        (i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    if len(after) == len(before) + 1:
        return (after[same],) if after[same + 1 :] == before[same:] else ()
    if len(after) != len(before) or after[same + 1 :] != before[same + 1 :] or same == len(after):
        return ()
    return added(before[same], after[same])


def inserted(before: str, after: str, offset: int = 0) -> Splice:
    """What an edit put in, as a splice."""
    same = next(
        (i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        len(before),
    )
    return Splice(offset + same, after[same : len(after) - (len(before) - same)])


def indent_at(text: str, at: int) -> str:
    """The blanks at the start of the line in which a place is."""
    line = text[text.rfind("\n", 0, at) + 1 : at].lstrip("\ufeff")
    return line[: len(line) - len(line.lstrip(" \t"))]


def newline_at(text: str, at: int) -> str:
    """How the line in which a place is ends; the one before it, where it is the last."""
    end = text.find("\n", at)
    end = text.rfind("\n", 0, at) if end < 0 else end
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def behind_comments(text: str, at: int) -> int:
    """Behind the comments that follow a place on its line (HCL)."""
    found = _REST_OF_LINE.match(text, at)
    end = found.end() if found else at
    return at + len(text[at:end].rstrip(" \t"))
