"""A lookup: one person's search for a name in every account at AWS, some accounts at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.names import flat

MOST_FOUND = 100
"""Budgets that are kept by name, the others counted."""
MOST_SILENT = 5
"""Accounts whose reasons are kept, the others counted."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A budget that was found, and what people call its account."""

    account: str
    called: str
    budget: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """How far one is. It goes by account id: `after` is the last account that was asked, `looked`
    counts them, and `total` those that there are.

    `found` are the first of them, those of exactly this name before those that read alike, which
    `exact` and `alike` count. `silent` counts the accounts that gave no answer, `why` says of the
    first of them why. `stopped` says why it ended before its end, "" where it did not. Who asked
    for it, and where, are Slack's ids; `asker` is their name.
    """

    id: str
    name: str
    began: datetime
    team: str
    user: str
    channel: str
    thread: str = ""
    asker: str = ""
    after: str = ""
    looked: int = 0
    total: int = 0
    found: tuple[LookedUp, ...] = ()
    exact: int = 0
    alike: int = 0
    silent: int = 0
    why: tuple[str, ...] = ()
    over: bool = False
    stopped: str = ""


def looked_at(
    lookup: Lookup,
    asked: Sequence[str],
    found: Iterable[LookedUp],
    silent: Mapping[str, str],
    left: int,
) -> Lookup:
    """With what these accounts answered, by their ids in order: the budgets that were `found` in
    them, and of those that are `silent` why. `left` accounts come after them.
    """
    fitting = [one for one in found if flat(one.budget) == flat(lookup.name)]
    exact = sum(one.budget == lookup.name for one in fitting)
    kept = sorted((*lookup.found, *fitting), key=lambda one: one.budget != lookup.name)
    looked = lookup.looked + len(asked)
    return replace(
        lookup,
        after=asked[-1] if asked else lookup.after,
        looked=looked,
        total=looked + left,
        found=tuple(kept[:MOST_FOUND]),
        exact=lookup.exact + exact,
        alike=lookup.alike + len(fitting) - exact,
        silent=lookup.silent + len(silent),
        why=(*lookup.why, *silent.values())[:MOST_SILENT],
        over=not left,
    )
