"""A template's text: YAML with CloudFormation's short forms, or JSON, and where resources stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml  # type: ignore[import-untyped]

from bot.core.iac.value import Unknown
from bot.errors import UsageError

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:\n]')
_NOUGHT = re.compile(r"0\d{11}")
_TRUE = "tag:yaml.org,2002:bool"


@dataclass(frozen=True, slots=True)
class Source:
    """A template as data, and the line of each resource by its logical id."""

    tree: Mapping[str, object]
    lines: Mapping[str, int] = field(default_factory=dict)


def parse(text: str) -> Source:
    """The template. Raises UsageError for what is neither YAML nor JSON, or no object."""
    try:
        return _json(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else _yaml(text)
    except RecursionError:
        raise UsageError("The template is nested too deep to be one.") from None


def _json(text: str) -> Source:
    try:
        tree = json.loads(text.lstrip("\ufeff"), object_pairs_hook=_once)
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            where = f"line {error.lineno}: {error.msg}"
        else:
            where = str(error)
        raise UsageError(f"The template is not JSON ({where}).") from None
    return Source(_template(tree), dict(_json_lines(text)))


def _once(members: list[tuple[str, object]]) -> dict[str, object]:
    """Raises UsageError for a name that stands twice: which one counts is documented nowhere."""
    found: dict[str, object] = {}
    for name, value in members:
        if name in found:
            raise UsageError(f"The template has {name!r} twice in one object.")
        found[name] = value
    return found


def _json_lines(text: str) -> Iterator[tuple[str, int]]:
    """The line of each member of "Resources"."""
    line, depth, inside, last = 1, 0, False, ""
    for found in _TOKEN.finditer(text):
        mark = found.group()
        if mark == "\n":
            line += 1
        elif mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
            inside = inside and depth > 1
        elif mark == ":":
            if depth == 1:
                inside = last == '"Resources"'
            elif depth == 2 and inside:
                yield json.loads(last), line
        else:
            last = mark


def _yaml(text: str) -> Source:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise UsageError(f"The template is not YAML ({where}{problem}).") from None
    seen: set[int] = set()
    tree = _template(_value(node, seen))
    return Source(tree, dict(_yaml_lines(node)))


def _template(tree: object) -> Mapping[str, object]:
    if not isinstance(tree, dict) or not isinstance(tree.get("Resources"), dict):
        raise UsageError('This is no CloudFormation template: it has no object "Resources".')
    return tree


def _yaml_lines(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == "Resources" and isinstance(value, yaml.MappingNode):
            yield from ((str(k.value), k.start_mark.line + 1) for k, _ in value.value)


def _value(node: yaml.Node | None, seen: set[int]) -> object:
    if node is None:
        return None
    if id(node) in seen:
        raise UsageError(
            f"The template has a YAML alias (line {node.start_mark.line + 1}), which "
            "CloudFormation does not take."
        )
    seen.add(id(node))
    value: object
    if isinstance(node, yaml.MappingNode):
        value = _once([(str(_value(k, seen)), _value(v, seen)) for k, v in node.value])
    elif isinstance(node, yaml.SequenceNode):
        value = [_value(one, seen) for one in node.value]
    else:
        value = _scalar(node)
    return _short_form(node.tag, value) if node.tag.startswith("!") else value


def _scalar(node: yaml.Node) -> object:
    """A text, a truth, or what YAML makes another number of."""
    words = str(node.value)
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == _TRUE:
        return words.lower() in {"true", "yes", "on"}
    if not node.style and _NOUGHT.fullmatch(words):
        return Unknown(f"{words} without quotes, which YAML reads as another number")
    # Other numbers stay as they are written.
    return words


def _short_form(tag: str, value: object) -> object:
    """`!Sub x` as `{"Fn::Sub": "x"}`."""
    name = tag[1:]
    if name in {"Ref", "Condition"}:
        return {name: value}
    if name == "GetAtt" and isinstance(value, str):
        resource, _, attribute = value.partition(".")
        return {"Fn::GetAtt": [resource, attribute]}
    return {f"Fn::{name}": value}
