"""A text of HCL as tokens (HCL Native Syntax Specification, github.com/hashicorp/hcl)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_DEEPEST = 60
_TOKEN = re.compile(
    r"[ \t\r\ufeff]*(?:"
    r"(?P<newline>\n)"
    r"|(?P<name>[^\W\d][\w-]*)"
    r"|(?P<quoted>\"(?:[^\"\\$%\n]|\\.|[$%](?!\{))*\")"
    r"|(?P<mark>==|!=|<=|>=|=>|&&|\|\||\.\.\.|::|/(?![/*])|<(?!<)|[-+*%!>?:=.,(){}\[\]])"
    r"|(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<template>\")"
    r"|(?P<heredoc><<-?(?P<marker>[^\W\d][\w.-]*)\r?\n)"
    r"|(?P<end>\Z))",
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


class Token(NamedTuple):
    """One token, at `[start:end]` of the text."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next may begin."""
        return self.start + len(self.text)


_KINDS = {kind.value: kind for kind in Kind} | {"template": Kind.QUOTED}


def tokens(text: str) -> Iterator[Token]:
    """All tokens but for blanks. Raises HclError."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise error(text, at)
        group = str(found.lastgroup)
        start, at = found.start(group), found.end()
        if group == "template":
            at = _quoted_end(text, start, 0)
        elif group == "heredoc":
            at = _heredoc_end(text, start, found["marker"], at)
        if group != "end":
            yield Token(_KINDS[group], text[start:at], start)


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


def _heredoc_end(text: str, start: int, marker: str, at: int) -> int:
    closing = re.compile(rf"^[ \t]*{re.escape(marker)}(?=[ \t]*\r?$)", re.MULTILINE)
    closed = closing.search(text, at)
    if closed is None:
        raise error(text, start)
    return closed.end()


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
