"""The jobs that look for a name in every account: job kinds like those of `bot.core.jobs`."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class LookEverywhere(NamedTuple):
    """The button Look everywhere: ask every account at AWS for a budget of this name."""

    name: str


class LookFurther(NamedTuple):
    """Ask the next accounts of a lookup, those after the account `after`, "" for the first."""

    lookup: str
    after: str = ""


class ShowLookup(NamedTuple):
    """How far a lookup is, in its one message: posted, or drawn anew."""

    lookup: str


What = LookEverywhere | LookFurther | ShowLookup
KINDS = kinds(
    {
        "lookup.begin": JobKind(LookEverywhere, needs="tables"),
        "lookup.further": JobKind(LookFurther, "nobody", "sweep", "tables"),
        "lookup.show": JobKind(ShowLookup, "itself", "alerts", "tables"),
    }
)
"""By the name that travels."""
