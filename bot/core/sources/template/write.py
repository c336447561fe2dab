"""Our statement in YAML, in the style of what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml  # type: ignore[import-untyped]

from bot.core.sources.splice import Splice, newline_at
from bot.core.sources.template.nodes import List, Map, Node, Text

_REST_OF_LINE = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?")
_COMMA = re.compile(r"\s*,")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*")
_RESOLVER = yaml.resolver.Resolver()


@dataclass(frozen=True, slots=True)
class Raw:
    """An expression that goes in as it is written: `!Ref Alerts`."""

    text: str


Value = str | Raw | list[object] | Mapping[str, object]


def in_yaml(
    text: str, listed: List, key: Text, statement: Mapping[str, object]
) -> tuple[Splice, ...]:
    """The statement as one more item of a list, behind its last one. `key` is the list's."""
    newline = newline_at(text, key.start)
    if listed.flow:
        return _in_flow(text, listed, statement, newline)
    last = listed.items[-1]
    column = _column(text, listed.start)
    offset = _column(text, last.start) - column if _same_line(text, listed, last) else 2
    style = _Style(_quote(last), column > _column(text, key.start))
    lines = [*style.lines(statement)]
    dash, indent = " " * column + "-" + " " * (offset - 1), " " * (column + offset)
    body = newline + dash + lines[0] + "".join(newline + indent + one for one in lines[1:])
    return (Splice(_behind_comment(text, last.end), body),)


@dataclass(frozen=True, slots=True)
class _Style:
    """`quote` is that of the texts, "" for none; `deep`: a list's dash stands right of its key."""

    quote: str
    deep: bool

    def lines(self, value: Mapping[str, object]) -> Iterator[str]:
        for key, one in value.items():
            name = key if key.isalnum() else self._text(key)
            if isinstance(one, Mapping):
                yield f"{name}:"
                yield from (f"  {line}" for line in self.lines(one))
            elif isinstance(one, list):
                yield f"{name}:"
                indent = "  " if self.deep else ""
                yield from (f"{indent}- {self._text(str(item))}" for item in one)
            else:
                yield f"{name}: {one.text if isinstance(one, Raw) else self._text(str(one))}"

    def _text(self, text: str) -> str:
        if not self.quote and _PLAIN.fullmatch(text) and _is_text(text):
            return text
        if self.quote == "'" and text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text)


def _is_text(text: str) -> bool:
    """Whether YAML takes the plain word for a text, and not for a truth or a number."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag == "tag:yaml.org,2002:str"


def _in_flow(
    text: str, listed: List, statement: Mapping[str, object], newline: str
) -> tuple[Splice, ...]:
    """A list in brackets: the statement goes in as JSON does, which is YAML."""
    written = _flow(statement)
    if not listed.items:
        return (Splice(listed.end - 1, written),)
    last = listed.items[-1]
    comma = _COMMA.match(text, last.end)
    lead = text[listed.start + 1 : listed.items[0].start]
    if "\n" not in lead:
        put = f" {written}," if comma else f", {written}"
        return (Splice(comma.end() if comma else last.end, put),)
    indent = newline + " " * _column(text, last.start)
    if comma:
        return (Splice(_behind_comment(text, comma.end()), f"{indent}{written},"),)
    at = _behind_comment(text, last.end)
    return (Splice(last.end, ","), Splice(at, f"{indent}{written}"))


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    return value.text if isinstance(value, Raw) else json.dumps(value)


def _quote(item: Node) -> str:
    """The quote of the texts of an item, as its Effect has it."""
    effect = item.get("Effect") if isinstance(item, Map) else None
    return effect.style if isinstance(effect, Text) and effect.style in {"'", '"'} else ""


def _behind_comment(text: str, at: int) -> int:
    """Behind a comment that follows a place on its line."""
    found = _REST_OF_LINE.match(text, at)
    return at + len((found[0] if found else "").rstrip(" \t"))


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _same_line(text: str, listed: List, last: Node) -> bool:
    """Whether the last item begins on the line of its dash."""
    line = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    return line.strip(" ") == "-" and _column(text, listed.start) == line.index("-")
