"""The budgets that share a cause, together: the worst first, then the most money."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.core.findings import Status
from bot.core.root_cause import RootCause
from bot.core.stake import Stake, stake, usual_unit
from bot.features.home.known import KnownBudget


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """One cause of one account. `budgets` are the dearest first."""

    account: str
    cause: RootCause
    verdict: Status
    budgets: tuple[KnownBudget, ...]
    stake: Stake

    @property
    def topics(self) -> int:
        """On how many topics it lies."""
        return len({one.last.cause.topic for one in self.budgets if one.last.cause} - {""})


def cause_of(known: KnownBudget) -> RootCause:
    """That of its last check; by its code alone where a version before kept no more."""
    return known.last.cause or RootCause(known.last.code)


def causes(
    budgets: Sequence[KnownBudget], snoozed: Collection[tuple[str, ...]]
) -> list[CauseGroup]:
    """Every cause of what is not OK. `snoozed` are (account, code, resource): those come last of
    their verdict.
    """
    groups: dict[tuple[str, str, str, Status], list[KnownBudget]] = {}
    for known in budgets:
        if known.last.verdict is not Status.OK:
            cause = cause_of(known)
            key = (known.account.id, cause.code, cause.resource, known.last.verdict)
            groups.setdefault(key, []).append(known)
    unit = usual_unit(stake([one.last.spend]) for one in budgets)
    made = [_group(key[0], key[3], some, unit) for key, some in groups.items()]

    def order(one: CauseGroup) -> tuple[int, bool, Decimal, Decimal, int, str]:
        where = (one.account, one.cause.code, one.cause.resource)
        own, rest = one.stake.order(unit)
        first = one.budgets[0].last.budget.casefold()
        return -one.verdict.rank, where in snoozed, -own, -rest, -len(one.budgets), first

    return sorted(made, key=order)


def _group(account: str, verdict: Status, some: list[KnownBudget], unit: str) -> CauseGroup:
    ordered = tuple(sorted(some, key=lambda one: dearest(one, unit)))
    found = stake(one.last.spend for one in ordered)
    return CauseGroup(account, cause_of(ordered[0]), verdict, ordered, found)


def dearest(known: KnownBudget, unit: str) -> tuple[Decimal, Decimal, str]:
    """To sort by: the most budgeted money first."""
    own, rest = stake([known.last.spend]).order(unit)
    return -own, -rest, known.last.budget.casefold()
