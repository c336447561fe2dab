"""A draft as an Atlassian document (ADF), within Jira's limit.

ADF is a tree of nodes as JSON. A text node is never empty, and its text needs no escaping: no name
in it mentions anybody. Long parts are folded (`expand`).
https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.texts.ticket import LEFT_OUT, MARK, THREAD
from bot.core.texts.words import first_of
from bot.core.tickets import Draft, Limit, Section, shortened, utf16
from bot.core.tickets.section import clipped, one_line, writable

Node = Mapping[str, object]

MOST = Limit(32_767, utf16)
"""Whether Jira counts a description's text or its JSON is not said: the JSON is the longer."""
_FOLDED_FROM = 600
_FINDING = 3
"""The diagnosis may take one part in so many."""
_NAMED, _TITLE = 8, 120
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def document(nodes: Iterable[Node]) -> Node:
    """A whole document."""
    return {"version": 1, "type": "doc", "content": [*nodes]}


def paragraph(text: str) -> Iterator[Node]:
    """The text as one paragraph, none for no text."""
    shown = one_line(text)
    if shown:
        yield _block("paragraph", [_text(shown)])


def body(section: Section) -> Iterator[Node]:
    """A section without its heading."""
    yield from paragraph(section.says)
    points = [[*paragraph(point)] for point in section.points if one_line(point)]
    if points:
        yield _block("bulletList", [_block("listItem", point) for point in points])
    code = _CONTROL.sub(_as_escape, writable(section.code))
    if code:
        attributes = {"language": section.language} if section.language else {}
        yield {**_block("codeBlock", [_text(code)]), "attrs": attributes}


def described(draft: Draft, limit: Limit = MOST) -> Node:
    """The draft's description within `limit`.

    The head, a short form of the leading finding and the statement stand first in the queue for
    room, then as many sections as fit whole, in their order; what finds none is named at the end.
    """
    longest = sorted(draft.sections, key=lambda one: -len(_name(one)))
    head, foot = _head(draft), _foot(draft)
    room = limit.most - _size([document([*head, *foot]), *_left(longest)])
    shown: dict[int, list[Node]] = {}
    left: dict[int, Section] = {}
    for at, section in sorted(enumerate(draft.sections), key=_need):
        nodes = [*_section(section)]
        if section.id == "finding" and _size(nodes) > limit.most // _FINDING:
            left[at] = section
            nodes = [*_section(_short(section, limit.most // (2 * _FINDING)))]
        if _size(nodes) <= room:
            shown[at] = nodes
            room -= _size(nodes)
        else:
            left[at] = section
    content = [node for at in sorted(shown) for node in shown[at]]
    return document([*head, *content, *_left([left[at] for at in sorted(left)]), *foot])


def _head(draft: Draft) -> list[Node]:
    mark = {"type": "link", "attrs": {"href": draft.thread}}
    thread = [_block("paragraph", [{**_text(THREAD), "marks": [mark]}])] if draft.thread else []
    return [*paragraph(draft.summary), *thread]


def _foot(draft: Draft) -> list[Node]:
    """The mark by which the ticket of a fault is found again."""
    return [*paragraph(MARK.format(mark=draft.dedup))]


def _section(section: Section) -> Iterator[Node]:
    nodes = [*body(section)]
    title = clipped(one_line(section.title), _TITLE) or "…"
    if section.code and _size(nodes) > _FOLDED_FROM:
        yield {**_block("expand", nodes), "attrs": {"title": title}}
    elif nodes:
        yield {**_block("heading", [_text(title)]), "attrs": {"level": 2}}
        yield from nodes


def _short(section: Section, most: int) -> Section:
    return replace(section, says=shortened(section.says, Limit(most, _size)), points=())


def _need(numbered: tuple[int, Section]) -> int:
    return {"finding": 0, "statement": 1}.get(numbered[1].id, 2)


def _left(sections: Sequence[Section]) -> list[Node]:
    names = [_name(section) for section in sections]
    return [*paragraph(LEFT_OUT.format(parts=first_of(names, _NAMED)))] if names else []


def _name(section: Section) -> str:
    return clipped(one_line(section.title), _TITLE // 2)


def _block(type: str, content: Sequence[Node]) -> Node:
    return {"type": type, "content": [*content]}


def _text(text: str) -> Node:
    return {"type": "text", "text": text}


def _as_escape(found: re.Match[str]) -> str:
    """As JSON writes it: no control character has a place in a document."""
    return f"\\u{ord(found[0]):04x}"


def _size(value: object) -> int:
    return utf16(json.dumps(value, ensure_ascii=False)) + 1
