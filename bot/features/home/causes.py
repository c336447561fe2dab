"""The budgets that share a cause, together: the worst first, then the most money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.core.findings import Status
from bot.core.fixes import fix_named
from bot.core.root_cause import RootCause
from bot.core.stake import Stake, stake
from bot.core.tally import CauseTally, cause_key
from bot.jobs.known_budgets import KnownBudget


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """One cause of one account, `cause` that of the dearest budget. `budgets` are the dearest
    first, and `resource` is what they have in common.
    """

    account: str
    cause: RootCause
    resource: str
    verdict: Status
    budgets: tuple[KnownBudget, ...]
    stake: Stake

    @property
    def own(self) -> tuple[RootCause, ...]:
        """The causes by which its budgets are mended and snoozed: several where AWS's one key keeps
        several topics from sending.
        """
        found = {(one.last.why.code, one.last.why.resource): one.last.why for one in self.budgets}
        return tuple(found.values())

    @property
    def shown(self) -> str:
        """The key or topic to lead to: of one topic that has AWS's key the topic."""
        return self.cause.resource if len(self.own) == 1 else self.resource

    @property
    def is_one_change(self) -> bool:
        """Whether what mends the dearest budget mends all: it writes to the key alone."""
        fix = fix_named(self.cause.fix)
        on_key = fix is not None and all(one.startswith("kms:") for one in fix.actions)
        return on_key and len(self.own) == 1

    @property
    def topics(self) -> int:
        """On how many topics it lies."""
        return len({one.last.cause.topic for one in self.budgets if one.last.cause} - {""})


def groups_of(
    causes: Iterable[CauseTally], budgets: Iterable[KnownBudget], unit: str
) -> list[CauseGroup]:
    """The budgets of each of these causes, in their order; a cause that has none any more is left
    out. `unit` is the currency that comes first.
    """
    wanted = {one.key: list[KnownBudget]() for one in causes}
    for known in budgets:
        some = wanted.get(cause_key(known.last))
        if some is not None:
            some.append(known)
    return [_group(key.resource, some, unit) for key, some in wanted.items() if some]


def _group(resource: str, some: Sequence[KnownBudget], unit: str) -> CauseGroup:
    ordered = tuple(sorted(some, key=lambda one: dearest(one, unit)))
    first = ordered[0].last
    money = stake(one.last.spend for one in ordered)
    return CauseGroup(first.account, first.why, resource, first.verdict, ordered, money)


def dearest(known: KnownBudget, unit: str) -> tuple[Decimal, Decimal, str]:
    """To sort by: the most budgeted money first."""
    own, rest = stake([known.last.spend]).order(unit)
    return -own, -rest, known.last.budget.casefold()
