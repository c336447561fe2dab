"""A long list, a page at a time: what stands on a page, and the buttons for the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.slack.render.parts import Json, button
from bot.slack.values import pack

_Item = TypeVar("_Item")


def page_of(items: Sequence[_Item], page: int, size: int) -> tuple[int, Sequence[_Item]]:
    """The page's number and what is on it: one that is not there any more becomes the last."""
    page = min(max(page, 0), pages_of(len(items), size) - 1)
    return page, items[page * size : (page + 1) * size]


def pages_of(count: int, size: int) -> int:
    """How many pages so many items fill; an empty list has one."""
    return max(1, -(-count // size))


def turn_buttons(
    previous: str, next: str, page: int, *, more: bool, **carried: str | int
) -> list[Json]:
    """The buttons to the pages beside `page`; their action ids differ, for they share a block.

    `more`: another page follows. What is `carried` comes back with a press, beside the page.
    """
    targets = []
    if page:
        targets.append(("Previous", previous, page - 1))
    if more:
        targets.append(("Next", next, page + 1))
    return [button(words, id, pack(**carried, page=target)) for words, id, target in targets]
