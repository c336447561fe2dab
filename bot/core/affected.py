"""The budgets that hang on what one change mends, how much money is budgeted in them, and how they
stand once it is applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core.model.budget import Spend
from bot.core.stake import Stake, stake, usual_unit


@dataclass(frozen=True, slots=True)
class Dependent:
    """A budget that hangs on a topic or key."""

    account: str
    budget: str


@dataclass(frozen=True, slots=True)
class Affected:
    """The budgets that it mends, the most money first, and the money that is budgeted in them.
    `also` hang on the same, and have another fault beside it.
    """

    budgets: tuple[Dependent, ...] = ()
    stake: Stake = field(default_factory=Stake)
    also: tuple[Dependent, ...] = ()


NONE = Affected()


def affected(budgets: Iterable[tuple[Dependent, Spend | None]]) -> Affected:
    """Each budget with its spend; None where that is not known."""
    known = dict(budgets)
    found = stake(known.values())
    unit = usual_unit([found])

    def order(one: Dependent) -> tuple[object, ...]:
        own, rest = stake([known[one]]).order(unit)
        return -own, -rest, one.budget.casefold(), one.account

    return Affected(tuple(sorted(known, key=order)), found)


@dataclass(frozen=True, slots=True)
class Recovery:
    """How they stand after the change: so many alert again, `down` do not, each with a few words
    why, and `unchecked` are being checked still.
    """

    well: int = 0
    down: tuple[tuple[str, str], ...] = ()
    unchecked: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.well + len(self.down) + self.unchecked
