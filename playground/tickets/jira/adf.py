"""The Atlassian Document Format: checked as Jira checks it, and read as text.

Source: developer.atlassian.com, "Atlassian Document Format" and its JSON schema, for the nodes and
marks that a ticket may use. A text node must not be empty; a node holds only what the schema lets
it hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema

_TEXT = {
    "type": "object",
    "required": ["type", "text"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "text"},
        "text": {"type": "string", "minLength": 1},
        "marks": {"type": "array", "items": {"$ref": "#/$defs/mark"}},
    },
}
_PLAIN_TEXT = {**_TEXT, "properties": {**_TEXT["properties"], "marks": {"maxItems": 0}}}  # type: ignore[dict-item]


def _node(kind: str, content: object, attrs: object = None, *, least: int = 0) -> dict[str, Any]:
    properties: dict[str, Any] = {"type": {"const": kind}}
    required = ["type"]
    if content is not None:
        properties["content"] = {"type": "array", "items": content, "minItems": least}
        required += ["content"] if least else []
    if attrs is not None:
        properties["attrs"] = attrs
        required += ["attrs"] if isinstance(attrs, dict) and attrs.get("required") else []
    return {
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


def _attrs(*required: str, **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": properties,
    }


def _any(*names: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}


_STRING = {"type": "string"}
_INLINE = _any("text", "hardBreak", "mention", "emoji", "inlineCard")
_LISTS = ("bulletList", "orderedList")
_BLOCKS = ("paragraph", *_LISTS, "heading", "codeBlock", "blockquote", "rule", "panel")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["version", "type", "content"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "type": {"const": "doc"},
        "content": {"type": "array", "items": _any(*_BLOCKS, "expand", "table")},
    },
    "$defs": {
        "text": _TEXT,
        "plain": _PLAIN_TEXT,
        "hardBreak": _node("hardBreak", None, {"type": "object"}),
        "mention": _node("mention", None, _attrs("id", id=_STRING, text=_STRING)),
        "emoji": _node("emoji", None, _attrs("shortName", shortName=_STRING, text=_STRING)),
        "inlineCard": _node("inlineCard", None, _attrs("url", url=_STRING)),
        "paragraph": _node("paragraph", _INLINE),
        "heading": _node(
            "heading",
            _INLINE,
            _attrs("level", level={"type": "integer", "minimum": 1, "maximum": 6}),
        ),
        "codeBlock": _node("codeBlock", _any("plain"), _attrs(language=_STRING)),
        "rule": _node("rule", None),
        "blockquote": _node("blockquote", _any("paragraph", *_LISTS, "codeBlock"), least=1),
        "panel": _node(
            "panel",
            _any("paragraph", "heading", *_LISTS, "codeBlock", "rule"),
            _attrs(
                "panelType",
                panelType={"enum": ["info", "note", "tip", "warning", "error", "success"]},
            ),
            least=1,
        ),
        "bulletList": _node("bulletList", _any("listItem"), least=1),
        "orderedList": _node(
            "orderedList", _any("listItem"), _attrs(order={"type": "integer"}), least=1
        ),
        "listItem": _node("listItem", _any("paragraph", *_LISTS, "codeBlock"), least=1),
        "expand": _node(
            "expand",
            _any(
                "paragraph", "panel", "blockquote", *_LISTS, "heading", "codeBlock", "rule", "table"
            ),
            _attrs(title=_STRING),
            least=1,
        ),
        "table": _node("table", _any("tableRow"), {"type": "object"}, least=1),
        "tableRow": _node("tableRow", _any("tableCell", "tableHeader")),
        "tableCell": _node("tableCell", _any(*_BLOCKS), {"type": "object"}, least=1),
        "tableHeader": _node("tableHeader", _any(*_BLOCKS), {"type": "object"}, least=1),
        "mark": {
            "anyOf": [
                {
                    "type": "object",
                    "required": ["type"],
                    "additionalProperties": False,
                    "properties": {
                        "type": {"enum": ["strong", "em", "code", "strike", "underline"]}
                    },
                },
                _node("link", None, _attrs("href", href=_STRING, title=_STRING)),
            ]
        },
    },
}
_VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
_BESIDE_CODE = frozenset({"code", "link"})
_NEW_LINE = frozenset(
    {"paragraph", "heading", "codeBlock", "listItem", "expand", "tableRow", "hardBreak", "rule"}
)


def is_document(value: object) -> bool:
    """Whether it looks like one at all."""
    return isinstance(value, Mapping) and value.get("type") == "doc"


def is_valid(document: object) -> bool:
    """Whether Jira takes it. The mark `code` goes with no mark but `link`."""
    return _VALIDATOR.is_valid(document) and _marks_agree(document)


def _marks_agree(node: object) -> bool:
    if not isinstance(node, Mapping):
        return True
    marks = [mark["type"] for mark in node.get("marks", ())]
    alone = "code" not in marks or set(marks) <= _BESIDE_CODE
    return alone and all(map(_marks_agree, node.get("content", ())))


def text_of(node: object) -> str:
    """The words of a document, a line for each block."""
    return "".join(_pieces(node)).strip("\n")


def _pieces(node: object) -> list[str]:
    if not isinstance(node, Mapping):
        return []
    attrs = node.get("attrs") or {}
    own = [
        str(node.get("text") or attrs.get("text") or attrs.get("url") or attrs.get("title") or "")
    ]
    parts = own + [piece for each in node.get("content", ()) for piece in _pieces(each)]
    return [*parts, "\n"] if node.get("type") in _NEW_LINE else parts
