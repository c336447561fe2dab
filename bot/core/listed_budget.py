"""A budget as lists show it: what its last check said, without what only the watch needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.findings import Status
from bot.core.model.budget import Spend
from bot.core.outage import Outage
from bot.core.proof.names import is_temporary
from bot.core.root_cause import RootCause

GONE = "budget.not-found"
"""The code of a budget that is no more."""


@dataclass(frozen=True, slots=True)
class ListedBudget:
    """The fields are those of `bot.store.verdicts.LastVerdict`. A field that is added or renamed
    makes what is kept of the lists unreadable: then they are counted anew (`bot.store.packed`).
    """

    account: str
    budget: str
    verdict: Status
    code: str
    checked_at: datetime
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    spend: Spend | None = None
    cause: RootCause | None = None
    outage: Outage | None = None

    @property
    def gone(self) -> bool:
        """Whether the budget is no more; a version before kept those of proofs' temporary ones."""
        return self.code == GONE or is_temporary(self.budget)

    @property
    def why(self) -> RootCause:
        """The cause of its verdict; by its code alone where a version before kept no more."""
        return self.cause or RootCause(self.code)


def stands_as(was: ListedBudget | None, now: ListedBudget) -> bool:
    """Whether a check found the budget as the one before did. When that was, and what has been
    spent since, is no difference: it is noted once an account is swept.
    """
    return was is not None and _lasting(was) == _lasting(now)


def _lasting(one: ListedBudget) -> ListedBudget:
    spend = replace(one.spend, actual=None, forecast=None) if one.spend else None
    return replace(one, checked_at=datetime.min, spend=spend)
