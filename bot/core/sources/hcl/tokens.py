"""A text of HCL as tokens (HCL Native Syntax Specification, github.com/hashicorp/hcl)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_DEEPEST = 60
_PLAIN = re.compile(
    r"(?P<blank>[ \t\r\ufeff]+)"
    r"|(?P<newline>\n)"
    r"|(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)"
    r"|(?P<heredoc><<-?(?P<marker>[^\W\d][\w.-]*)\r?\n)"
    r"|(?P<quoted>\")"
    r"|(?P<name>[^\W\d][\w-]*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>==|!=|<=|>=|=>|&&|\|\||\.\.\.|::|[-+*/%!<>?:=.,(){}\[\]])",
    re.DOTALL,
)
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}


class HclError(ValueError):
    """A text that is no HCL; its text names the line."""


class Kind(StrEnum):
    """What a token is."""

    NEWLINE = "newline"
    COMMENT = "comment"
    NAME = "name"
    NUMBER = "number"
    QUOTED = "quoted"
    HEREDOC = "heredoc"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One token, at `[start:end]` of the text."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next may begin."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """All tokens but for blanks. Raises HclError."""
    at = 0
    while at < len(text):
        found = _PLAIN.match(text, at)
        if found is None:
            raise error(text, at)
        group = str(found.lastgroup)
        end = _end(text, found, group)
        if group != "blank":
            yield Token(Kind(group), text[at:end], at)
        at = end


def error(text: str, at: int) -> HclError:
    """What cannot be read at this place."""
    return HclError(f"line {text.count(chr(10), 0, at) + 1}")


def partners(text: str, found: list[Token]) -> dict[int, int]:
    """For each opening bracket the index of the one that closes it. Raises HclError."""
    made: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(found):
        if token.kind is not Kind.MARK:
            continue
        if token.text in _CLOSED_BY:
            waiting.append(index)
        elif token.text in _CLOSED_BY.values():
            if not waiting or _CLOSED_BY[found[waiting[-1]].text] != token.text:
                raise error(text, token.start)
            made[waiting.pop()] = index
        if len(waiting) > _DEEPEST:
            raise error(text, token.start)
    if waiting:
        raise error(text, found[waiting[-1]].start)
    return made


def interpolation_end(text: str, at: int, depth: int = 0) -> int:
    """Behind the brace that closes what began with `${` or `%{` before `at`."""
    braces = 1
    while at < len(text):
        mark = text[at]
        if mark == '"':
            at = _quoted_end(text, at, depth + 1)
            continue
        braces += (mark == "{") - (mark == "}")
        at += 1
        if not braces:
            return at
    raise error(text, len(text))


def _end(text: str, found: re.Match[str], group: str) -> int:
    if group == "quoted":
        return _quoted_end(text, found.start(), 0)
    if group == "heredoc":
        closing = re.compile(rf"^[ \t]*{re.escape(found['marker'])}(?=[ \t]*\r?$)", re.MULTILINE)
        closed = closing.search(text, found.end())
        if closed is None:
            raise error(text, found.start())
        return closed.end()
    return found.end()


def _quoted_end(text: str, start: int, depth: int) -> int:
    if depth > _DEEPEST:
        raise error(text, start)
    at = start + 1
    while at < len(text) and text[at] not in '"\n':
        if text[at] == "\\":
            at += 2
        elif text.startswith(("$${", "%%{"), at):
            at += 3
        elif text.startswith(("${", "%{"), at):
            at = interpolation_end(text, at + 2, depth)
        else:
            at += 1
    if at >= len(text) or text[at] == "\n":
        raise error(text, start)
    return at + 1
