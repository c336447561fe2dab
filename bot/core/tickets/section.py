"""One part of a ticket, as Markdown for a description or as plain text for a field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(r"[\\`*\[\]<~]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown would take for itself. An underscore inside a word is a letter to it."""
_AT_START = re.compile(r"^(?:[#+=>-]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a paragraph, a list of points, and code that is shown as it is.

    `id` is for programs ("statement", "difference"...), the rest for people: `says` and `points`
    are plain text, `code` is verbatim and `language` what it is written in ("json", "diff"...).
    """

    id: str
    title: str
    says: str = ""
    points: tuple[str, ...] = ()
    code: str = ""
    language: str = ""

    def markdown(self) -> str:
        """The section under a heading, other people's text escaped."""
        points = "\n".join(f"- {escaped(point)}" for point in self.points)
        parts = (f"## {escaped(self.title)}", escaped(self.says), points, self._block())
        return "\n\n".join(part for part in parts if part)

    def plain(self) -> str:
        """The section without its heading, for a field that shows what it is given."""
        points = "\n".join(f"- {one_line(point)}" for point in self.points)
        parts = (one_line(self.says), points, writable(self.code))
        return "\n\n".join(part for part in parts if part)

    def _block(self) -> str:
        return fenced(self.code, self.language) if self.code else ""


def fenced(code: str, language: str) -> str:
    """A code block whose fence is longer than any in the code."""
    fence = "`" * max(3, *(run + 1 for run in _runs(code)))
    return f"{fence}{language}\n{writable(code)}\n{fence}"


def _runs(code: str) -> Iterator[int]:
    yield 0
    yield from (len(run) for run in re.findall("`+", code))


def escaped(text: str) -> str:
    """Plain text that Markdown shows as it is: no link, no emphasis, no HTML comes of it."""
    marked = _MARKS.sub(lambda found: "\\" + found[0], one_line(text))
    return _AT_START.sub(_held, marked)


def _held(found: re.Match[str]) -> str:
    """A number is held by a backslash after it, before its full stop."""
    return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]


def one_line(text: str) -> str:
    """The text on one line; what cannot be printed becomes a replacement character."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def clipped(text: str, most: int) -> str:
    """The beginning of a text, with an ellipsis where something is missing."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def writable(code: str) -> str:
    """The code with half characters, which no encoding takes, written as JSON writes them."""
    return code.encode("utf-8", "backslashreplace").decode()
