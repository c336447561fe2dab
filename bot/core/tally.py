"""How the budgets of an account stand, in figures: how many of each verdict, and which causes keep
how many of them, with how much money, from alerting.

The figures of several accounts are added up, and their causes put in one order, without a look at
the budgets themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from bot.core.findings import Status
from bot.core.listed_budget import ListedBudget
from bot.core.root_cause import shared_resource
from bot.core.stake import Stake, stake, units_of, usual


class CauseKey(NamedTuple):
    """What the budgets of one row of the App Home have in common."""

    account: str
    code: str
    resource: str
    verdict: Status


@dataclass(frozen=True, slots=True)
class CauseTally:
    """The budgets of one account that share a cause and a verdict.

    `resource` is what they have in common, `resources` are those by which they are mended and
    snoozed: several where AWS's one key keeps several topics from sending. `first` is the first of
    their names.
    """

    account: str
    code: str
    resource: str
    verdict: Status
    resources: tuple[str, ...]
    budgets: int
    stake: Stake
    first: str

    @property
    def key(self) -> CauseKey:
        """Which cause it is."""
        return CauseKey(self.account, self.code, self.resource, self.verdict)


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How many budgets have this verdict."""

    verdict: Status
    budgets: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many budgets are of this currency."""

    unit: str
    budgets: int


@dataclass(frozen=True, slots=True)
class AccountTally:
    """The figures of one account. `oldest` is when the first of its budgets was checked, None
    where it has none. As in ListedBudget, a field that changes has them counted anew.
    """

    account: str
    verdicts: tuple[VerdictCount, ...] = ()
    oldest: datetime | None = None
    units: tuple[UnitCount, ...] = ()
    causes: tuple[CauseTally, ...] = ()


def tally_of(account: str, budgets: Sequence[ListedBudget]) -> AccountTally:
    """The figures of these budgets, which are all that the account has."""
    verdicts = Counter(one.verdict for one in budgets)
    units = units_of(stake([one.spend]) for one in budgets)
    return AccountTally(
        account,
        tuple(VerdictCount(one, verdicts[one]) for one in Status if verdicts[one]),
        min((one.checked_at for one in budgets), default=None),
        tuple(UnitCount(one, units[one]) for one in sorted(units)),
        cause_tallies(budgets),
    )


def verdicts_of(tallies: Iterable[AccountTally]) -> Counter[Status]:
    """How many budgets of all these accounts have each verdict."""
    found: Counter[Status] = Counter()
    for tally in tallies:
        found.update({one.verdict: one.budgets for one in tally.verdicts})
    return found


def unit_of(tallies: Iterable[AccountTally]) -> str:
    """The currency that most budgets of these accounts have."""
    found: Counter[str] = Counter()
    for tally in tallies:
        found.update({one.unit: one.budgets for one in tally.units})
    return usual(found)


def cause_key(one: ListedBudget) -> CauseKey:
    """Which row of the App Home a budget that is not OK belongs to."""
    return CauseKey(one.account, one.why.code, shared_resource(one.why), one.verdict)


def cause_tallies(budgets: Iterable[ListedBudget]) -> tuple[CauseTally, ...]:
    """Every cause of what is not OK."""
    groups: dict[CauseKey, list[ListedBudget]] = {}
    for one in budgets:
        if one.verdict is not Status.OK:
            groups.setdefault(cause_key(one), []).append(one)
    return tuple(_cause(key, some) for key, some in groups.items())


def in_order(
    causes: Iterable[CauseTally], unit: str, snoozed: Collection[tuple[str, str, str]] = ()
) -> list[CauseTally]:
    """The worst first, then the most money: in that currency, then in all others together, which
    can only be counted. `snoozed` are (account, code, resource): those come last of their verdict.
    """

    def order(one: CauseTally) -> tuple[int, bool, Decimal, Decimal, int, str, CauseKey]:
        silent = all((one.account, one.code, own) in snoozed for own in one.resources)
        own, rest = one.stake.order(unit)
        first = one.first.casefold()
        return -one.verdict.rank, silent, -own, -rest, -one.budgets, first, one.key

    return sorted(causes, key=order)


def _cause(key: CauseKey, some: Sequence[ListedBudget]) -> CauseTally:
    own = tuple(sorted({one.why.resource for one in some}))
    first = min((one.budget for one in some), key=lambda name: (name.casefold(), name))
    return CauseTally(*key, own, len(some), stake(one.spend for one in some), first)
