"""Makes a draft fit what a system takes, and never loses the statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.texts.words import first_of
from bot.core.tickets.draft import Draft
from bot.core.tickets.section import Section, clipped, escaped, one_line

ELSEWHERE = "… {} more line{} in the Slack thread"
"""Stands where lines were left out."""
_FINDING = 3
"""The diagnosis may take one part in so many of a description."""
_NAMED = 8
"""So many sections that stand elsewhere are named, each with so many characters at most:"""
_TITLE = 48


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a field takes; `size` measures as the system does."""

    most: int
    size: Callable[[str], int] = len

    def takes(self, text: str) -> bool:
        """Whether the text is short enough."""
        return self.size(text) <= self.most

    def less(self, text: str) -> Limit:
        """What is left of it beside `text`."""
        return replace(self, most=self.most - self.size(text))


def utf16(text: str) -> int:
    """What most systems count is not said; this is never less than characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: Limit) -> str:
    """The beginning of a text within `limit`, with an ellipsis where something is missing."""
    most = len(text)
    while most > 1 and not limit.takes(clipped(text, most)):
        most -= 1 + (limit.size(clipped(text, most)) - limit.most) // 4
    return clipped(text, most)


@dataclass(frozen=True, slots=True)
class Described:
    """A description within a limit, and the sections that found no room in it, whole."""

    text: str
    left: tuple[Section, ...]


def described(draft: Draft, limit: Limit, rest: str) -> Described:
    """The draft's description within `limit`.

    `rest` says where the sections are that find no room ("In the operational data: {}."). The head
    and a short form of the leading finding always stand in it, then the statement, then as many
    sections as fit whole, in their order. A section that does not fit is left to the caller.
    """
    # The longest names that may have to be listed at the end are what must find room there.
    by_name = sorted(draft.sections, key=lambda s: -limit.size(escaped(_name(s))))
    room = limit.less(draft.head()).less(f"\n\n{_pointer(rest, by_name)}")
    taken: dict[str, str] = {}
    for section in sorted(draft.sections, key=_need):
        text = _fit(section, room, limit)
        if text:
            taken[section.id] = text
            room = room.less(f"\n\n{text}")
    left = tuple(s for s in draft.sections if taken.get(s.id) != s.markdown())
    shown = (taken[s.id] for s in draft.sections if s.id in taken)
    parts = (draft.head(), *shown, _pointer(rest, left))
    return Described("\n\n".join(part for part in parts if part).strip(), left)


def _need(section: Section) -> int:
    return {"finding": 0, "statement": 1}.get(section.id, 2)


def _fit(section: Section, room: Limit, limit: Limit) -> str:
    """The section, a finding cut to its share; "" where there is no room for it."""
    share = Limit(limit.most // _FINDING, limit.size) if section.id == "finding" else room
    text = section.markdown()
    if section.id == "finding" and not share.takes(text):
        text = replace(section, says=clipped(section.says, share.most // 2), points=()).markdown()
    return text if room.less("\n\n").takes(text) else ""


def _pointer(rest: str, sections: Sequence[Section]) -> str:
    names = [_name(section) for section in sections]
    return rest.format(escaped(first_of(names, _NAMED))) if sections else ""


def _name(section: Section) -> str:
    return clipped(one_line(section.title), _TITLE)


def cut(text: str, limit: Limit) -> str:
    """Whole lines as long as there is room, and how many more there are."""
    if limit.takes(text):
        return text
    lines = text.split("\n")
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if limit.takes(_cut_at(lines, middle)) else (low, middle - 1)
    return _cut_at(lines, low)


def _cut_at(lines: list[str], kept: int) -> str:
    more = len(lines) - kept
    return "\n".join((*lines[:kept], ELSEWHERE.format(more, "s" * (more != 1))))
