"""A message: its blocks and the text that notifications and screen readers use instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.texts.visible import brief
from bot.slack.render.parts import Json, clip, escape, length, numbered, plain, section, total
from bot.slack.render.rich import Part, plain_form, rich_form

MOST_BLOCKS = 50
MOST_CHARACTERS = 12_000
"""Over all blocks; Slack documents no figure and refuses somewhere above 13,000
(docs/facts.md 7)."""
_FALLBACK = 1000
_ESCAPED = 4000
"""Slack asks for no more in `text`, in which an "&" counts five (docs/facts.md 7)."""


@dataclass(frozen=True, slots=True)
class Message:
    """What chat.postMessage and a response_url take.

    `plain` are the blocks for a workspace that refuses those (`bot.slack.fallback`); empty where
    every workspace takes them.
    """

    text: str
    blocks: tuple[Json, ...]
    plain: tuple[Json, ...] = ()


def message(id: str, text: str, parts: Sequence[Part]) -> Message:
    """A message whose block ids begin with `id`, which is new for every state of a message."""
    forms = rich_form(parts), plain_form(parts)
    return Message(_push_text(text), *(numbered(form, id) for form in forms))


def _push_text(text: str) -> str:
    text, room = brief(text), _FALLBACK
    while length(said := escape(clip(text, room))) > _ESCAPED:
        room -= 100
    return said


def sentence(id: str, text: str) -> Message:
    """A message of nothing but text, taken literally."""
    return message(id, text, [section(plain(text))])


def fit(
    head: Sequence[Json],
    middle: Sequence[Sequence[Json]],
    tail: Sequence[Json],
    more: str,
    beyond: int = 0,
) -> list[Json]:
    """Head and tail whole, and as many groups of the middle as a message holds.

    What is left out is said by `more`, which has a place for how many groups: those, and the ones
    `beyond` the middle, which are not drawn at all.
    """
    room = MOST_CHARACTERS - total(head) - total(tail) - len(more) - 10
    places = MOST_BLOCKS - len(head) - len(tail) - 1
    kept: list[Json] = []
    fitted = 0
    for group in middle:
        room -= total(group)
        places -= len(group)
        if room < 0 or places < 0:
            break
        kept += group
        fitted += 1
    left = len(middle) - fitted + beyond
    rest = [section(plain(more.format(left)))] if left else []
    return [*head, *kept, *rest, *tail]
