"""A template as a tree with the place of each part, from YAML or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml  # type: ignore[import-untyped]

_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
_STANDARD = "tag:yaml.org,2002:"
_OF_TEXT = _STANDARD + "str"


class TemplateError(ValueError):
    """A text that is no YAML or JSON that counts; its text says where."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value, at `[start:end]`. `tag` is a short form ("!Sub"), or what YAML makes of a plain
    word ("int"), "" for a text, list or object. `flow` is false for YAML in block style. `style` is
    the quote of a text.
    """

    start: int
    end: int
    tag: str = ""
    flow: bool = True
    style: str = ""

    def get(self, key: str) -> Node | None:
        """The value of a key of an object."""
        return None


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A text, number, truth or null, as it is written."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Map(Node):
    """An object. No key stands twice."""

    pairs: tuple[tuple[Text, Node], ...] = ()

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Text | None:
        """The key itself."""
        return next((name for name, _ in self.pairs if name.text == key), None)


def parse(text: str) -> Node:
    """The tree of a text. Raises TemplateError."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        try:
            json.loads(text.lstrip("\ufeff"))
        except ValueError as error:
            line = getattr(error, "lineno", None)
            raise TemplateError(f"line {line}" if line else str(error)) from None
        return _json(text, 0)
    try:
        # Not libyaml's loader: it tells other places for where a block ends.
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise TemplateError(f"line {mark.line + 1}" if mark else "it is no YAML") from None
    return _yaml(text, node, set()) if node is not None else Node(0, 0)


def plain(node: Node) -> object:
    """The tree without its places, as lists: what two texts have in common."""
    if isinstance(node, Map):
        return ["{}" + node.tag, *([name.text, plain(value)] for name, value in node.pairs)]
    if isinstance(node, List):
        return ["[]" + node.tag, *map(plain, node.items)]
    return [node.tag, node.text] if isinstance(node, Text) else []


def data(found: object) -> object:
    """What a plain tree says, with CloudFormation's short forms as its long ones."""
    if not isinstance(found, list) or not found:
        return None
    kind, *rest = found
    if kind[:2] == "{}":
        return long_form(kind[2:], {key: data(value) for key, value in rest})
    if kind[:2] == "[]":
        return long_form(kind[2:], [data(one) for one in rest])
    return long_form(kind, rest[0])


def long_form(tag: str, value: object) -> object:
    """`!Ref x` as `{"Ref": "x"}`; what has no short form as it is."""
    if not tag.startswith("!"):
        return value
    name = tag[1:]
    if name == "GetAtt" and isinstance(value, str):
        resource, _, attribute = value.partition(".")
        return {"Fn::GetAtt": [resource, attribute]}
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


def _json(text: str, at: int) -> Node:
    start = _past(text, at)
    if text[start] == "{":
        pairs, end = list[tuple[Text, Node]](), _past(text, start + 1)
        while text[end] != "}":
            name = _json(text, end)
            value = _json(text, _past(text, name.end) + 1)
            assert isinstance(name, Text)  # noqa: S101  # json.loads has read it
            pairs.append((name, value))
            end = _next(text, value.end)
        return Map(start, end + 1, pairs=_once(text, pairs))
    if text[start] == "[":
        items, end = list[Node](), _past(text, start + 1)
        while text[end] != "]":
            items.append(_json(text, end))
            end = _next(text, items[-1].end)
        return List(start, end + 1, items=tuple(items))
    value, end = _DECODER.raw_decode(text, start)
    tag = "" if text[start] == '"' else "json"
    return Text(start, end, tag, style='"' if not tag else "", text=str(value))


def _past(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _next(text: str, at: int) -> int:
    at = _past(text, at)
    return _past(text, at + 1) if text[at] == "," else at


def _yaml(text: str, node: yaml.Node, seen: set[int]) -> Node:
    if id(node) in seen:
        raise TemplateError(f"line {node.start_mark.line + 1}: an alias of YAML")
    seen.add(id(node))
    start, end, tag = node.start_mark.index, node.end_mark.index, _tag(node.tag)
    if isinstance(node, yaml.ScalarNode):
        end = len(text[:end].rstrip()) if node.style in {"|", ">"} else end
        style = node.style or ""
        return Text(start, end, tag, style=style, flow=False, text=str(node.value))
    flow = bool(node.flow_style)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_yaml(text, one, seen) for one in node.value)
        return List(start, end if flow or not items else items[-1].end, tag, flow, items=items)
    pairs = [(_yaml(text, k, seen), _yaml(text, v, seen)) for k, v in node.value]
    named = _once(text, [(k, v) for k, v in pairs if isinstance(k, Text)])
    if len(named) != len(pairs):
        raise TemplateError(f"line {node.start_mark.line + 1}: a key that is no text")
    last = max((v.end for _, v in named), default=end)
    return Map(start, end if flow else last, tag, flow, pairs=named)


def _tag(tag: str) -> str:
    if tag.startswith("!"):
        return tag
    kind = tag.removeprefix(_STANDARD)
    return "" if kind in {"str", "map", "seq"} else kind


def _once(text: str, pairs: list[tuple[Text, Node]]) -> tuple[tuple[Text, Node], ...]:
    names = set[str]()
    for name, _ in pairs:
        if name.text in names:
            line = text.count("\n", 0, name.start) + 1
            raise TemplateError(f"line {line}: {name.text} stands twice")
        names.add(name.text)
    return tuple(pairs)


def inner(node: Node) -> Iterator[Node]:
    """What stands directly in it."""
    if isinstance(node, Map):
        yield from (value for _, value in node.pairs)
    elif isinstance(node, List):
        yield from node.items
