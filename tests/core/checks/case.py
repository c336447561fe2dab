"""One case of one check."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.path import Path


@dataclass(frozen=True)
class Case:
    """A path and what the check must say of it, as "code STATUS", in any order.

    `mentions` must all occur in what is said, `never` must not. `unread` marks a case in which
    something that the check reads gave no answer.
    """

    title: str
    path: Path
    expected: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    unread: bool = False
    never: tuple[str, ...] = ()
