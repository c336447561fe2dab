"""The words of Block Kit JSON for a terminal, in the lines that Slack would draw."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_BESIDE = " · "


def lines_of(value: object) -> Iterator[str]:
    """Each line of a message's or a view's blocks, from the top."""
    if isinstance(value, list | tuple):
        for part in value:
            yield from lines_of(part)
    elif isinstance(value, Mapping):
        yield from _block(value)


def _block(block: Mapping[str, object]) -> Iterator[str]:
    kind, elements = block.get("type"), block.get("elements")
    if kind in {"plain_text", "mrkdwn"}:
        yield from _text(block).splitlines()
    elif kind == "rich_text_section" and isinstance(elements, list):
        yield from "".join(map(_element, elements)).splitlines()
    elif kind == "rich_text_list" and isinstance(elements, list):
        for n, one in enumerate(elements, 1):
            mark = f"{n}." if block.get("style") == "ordered" else "•"
            yield f"{mark} {' '.join(lines_of(one))}"
    elif kind in {"context", "actions"} and isinstance(elements, list):
        yield _BESIDE.join(" ".join(lines_of(one)) for one in elements)
    elif kind in {"button", "overflow", "static_select"}:
        yield f"[{_control(block)}]"
    elif isinstance(block.get("text"), str):
        yield from _element(block).splitlines()
    else:
        yield from lines_of([part for part in block.values() if isinstance(part, dict | list)])


def _control(block: Mapping[str, object]) -> str:
    """A button's words, a menu's choices; of a long list only what stands in it unopened."""
    if block.get("type") == "overflow":
        return f"⋯ {_BESIDE.join(lines_of(block.get('options')))}"
    return " ".join(lines_of(block.get("text") or block.get("placeholder")))


def _element(element: Mapping[str, object]) -> str:
    """One element of a rich text."""
    kind = element.get("type")
    if kind == "user":
        return f"@{element['user_id']}"
    if kind == "usergroup":
        return f"@{element['usergroup_id']}"
    if kind == "date":
        return str(element.get("fallback", ""))
    return str(element.get("text") or element.get("url") or "")


def _text(text: Mapping[str, object]) -> str:
    words = str(text.get("text", ""))
    return html.unescape(_TOKEN.sub(_token, words)) if text.get("type") == "mrkdwn" else words


def _token(found: re.Match[str]) -> str:
    target, words = found[1], found[2]
    return words or target.replace("!subteam^", "@")
