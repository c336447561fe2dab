"""What several tests work out of the same case, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

_More = ParamSpec("_More")
_Case = TypeVar("_Case")
_Made = TypeVar("_Made")


def once(
    make: Callable[Concatenate[_Case, _More], _Made],
) -> Callable[Concatenate[_Case, _More], _Made]:
    """The same pure function, that keeps what it made of each case.

    A case is known by its identity, for what stands in it need not be hashable.
    """
    kept: dict[Any, tuple[_Case, _Made]] = {}

    def kept_or_made(case: _Case, /, *args: _More.args, **kwargs: _More.kwargs) -> _Made:
        at = id(case), args, tuple(kwargs.items())
        if at not in kept:
            # The case is kept as well, or another one could get its id.
            kept[at] = case, make(case, *args, **kwargs)
        return kept[at][1]

    return kept_or_made
