"""Known budgets' names in running text: whole, in their own case, the longest at one place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.core.names import flat

_MOST_OF_ONE = 20
_MOST = 500
_OF_A_NAME = "_-"
_INSIDE_A_NAME = "./%+@&#$="


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in a text whose white space is single spaces, from `start` to `end`."""

    name: str
    start: int
    end: int


def hits(text: str, names: Collection[str]) -> tuple[NameHit, ...]:
    """Where names stand in `flat` text, in reading order; none within a longer one.

    Names that read alike stand at the same place.
    """
    found = [hit for name in sorted(set(names)) for hit in _of_one(text, name)]
    longest_first = sorted(found, key=lambda h: (h.start - h.end, h.start))[:_MOST]
    kept: list[NameHit] = []
    for hit in longest_first:
        if all(_apart(hit, other) or _at(hit) == _at(other) for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: h.start))


def written_in(said: str, alike: Collection[str]) -> tuple[str, ...]:
    """Of names that read alike those that a text has as they are written; without any, all."""
    exact = tuple(dict.fromkeys(name for name in alike if name in said))
    return exact or tuple(dict.fromkeys(alike))


def _apart(one: NameHit, other: NameHit) -> bool:
    return one.end <= other.start or other.end <= one.start


def _at(hit: NameHit) -> tuple[int, int]:
    return hit.start, hit.end


def _of_one(text: str, name: str) -> Iterator[NameHit]:
    wanted, start = flat(name), 0
    for _ in range(_MOST_OF_ONE if wanted else 0):
        start = text.find(wanted, start)
        if start < 0:
            return
        end = start + len(wanted)
        if _stands_alone(text, start, end):
            yield NameHit(name, start, end)
        start = end


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] == after[:1] == "_":
        # Slack's italics.
        before, after = before[:-1], after[1:]
    return not (_goes_on(before[::-1]) or _goes_on(after))


def _goes_on(beside: str) -> bool:
    """True where the characters beside a name, the nearest first, make it part of a longer word."""
    nearest, further = beside[:1], beside[1:2]
    if nearest in _INSIDE_A_NAME and nearest:
        return further.isalnum()
    return nearest.isalnum() or (nearest != "" and nearest in _OF_A_NAME)
