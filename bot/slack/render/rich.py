"""A part of a message that newer workspaces draw better, and the same for all others.

Slack rolls out the blocks of 2026 (`data_table`, `data_visualization`, `container`) workspace by
workspace; one that does not have them yet refuses the whole message (docs/facts.md 7).
`bot.slack.fallback` sends the plain form then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.slack.render.parts import Json


class Rich(NamedTuple):
    """One block, and what says the same where Slack refuses it."""

    block: Json
    plain: Sequence[Json]


Part = Json | Rich


@dataclass(frozen=True, slots=True)
class RichView:
    """A modal or a home, and its plain form."""

    view: Json
    plain: Json


AnyView = Json | RichView


def rich_form(parts: Sequence[Part]) -> list[Json]:
    """The blocks for a workspace that takes them all."""
    return [part.block if isinstance(part, Rich) else part for part in parts]


def plain_form(parts: Sequence[Part]) -> list[Json]:
    """The blocks for a workspace that takes none of 2026; empty where they are the same."""
    if not any(isinstance(part, Rich) for part in parts):
        return []
    return [block for part in parts for block in (part.plain if isinstance(part, Rich) else [part])]


def rich_view(draw: Callable[[Sequence[Json]], Json], parts: Sequence[Part]) -> AnyView:
    """The view that `draw` makes of these parts, with its plain form where they have one."""
    view, plain = draw(rich_form(parts)), plain_form(parts)
    return RichView(view, draw(plain)) if plain else view
