"""What Jira takes for a document: the part of Atlassian's ADF schema that budget-check writes.

https://unpkg.com/@atlaskit/adf-schema/dist/json-schema/v1/full.json, by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_INLINE = frozenset({"text"})
_INSIDE = frozenset({"paragraph", "bulletList", "codeBlock", "heading"})
_CHILDREN: Mapping[str, frozenset[str]] = {
    "doc": _INSIDE | {"expand"},
    "paragraph": _INLINE,
    "heading": _INLINE,
    "codeBlock": _INLINE,
    "bulletList": frozenset({"listItem"}),
    "listItem": frozenset({"paragraph", "bulletList", "codeBlock"}),
    "expand": _INSIDE,
}
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "heading": frozenset({"level"}),
    "codeBlock": frozenset({"language"}),
    "expand": frozenset({"title"}),
}
_NEVER_EMPTY = frozenset({"bulletList", "listItem", "expand"})


def faults(node: Mapping[str, Any], inside: str = "") -> Iterator[str]:
    """What Jira would refuse of it."""
    kind = node.get("type", "")
    if kind == "text":
        yield from _text(node, inside)
        return
    if kind not in _CHILDREN:
        yield f"no such node: {kind}"
        return
    if inside and kind not in _CHILDREN[inside]:
        yield f"{kind} inside {inside}"
    if kind == "doc" and (node.get("version") != 1 or inside):
        yield "a document is version 1, and the root"
    if kind in _NEVER_EMPTY and not node["content"]:
        yield f"an empty {kind}"
    if not set(node.get("attrs", {})) <= _ATTRIBUTES.get(kind, frozenset()):
        yield f"attributes of {kind}: {sorted(node['attrs'])}"
    for child in node["content"]:
        yield from faults(child, kind)


def _text(node: Mapping[str, Any], inside: str) -> Iterator[str]:
    if not node["text"]:
        yield "an empty text"
    if inside == "codeBlock" and node.get("marks"):
        yield "marks in code"
    if "\x00" in node["text"] or not node["text"].encode("utf-8"):
        yield "a character that no database takes"


def texts(node: Mapping[str, Any]) -> Iterator[str]:
    """Every text in it, in order; the title of what is folded too."""
    if node["type"] == "text":
        yield node["text"]
    if node["type"] == "expand":
        yield node["attrs"]["title"]
    for child in node.get("content", []):
        yield from texts(child)


def codes(node: Mapping[str, Any]) -> Iterator[str]:
    """Every block of code in it."""
    if node["type"] == "codeBlock":
        yield "".join(child["text"] for child in node["content"])
    for child in node.get("content", []):
        yield from codes(child)
