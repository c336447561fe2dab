"""The budgets that share a cause, together: the worst first, then the most money."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.core.findings import Status
from bot.core.fixes import fix_named
from bot.core.root_cause import RootCause, shared_resource
from bot.core.stake import Stake, stake, usual_unit
from bot.features.home.known import KnownBudget


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
        found = {(one.code, one.resource): one for one in map(cause_of, self.budgets)}
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
            key = (known.account.id, cause.code, shared_resource(cause), known.last.verdict)
            groups.setdefault(key, []).append(known)
    unit = usual_unit(stake([one.last.spend]) for one in budgets)
    made = [_group(key[0], key[2], key[3], some, unit) for key, some in groups.items()]

    def order(one: CauseGroup) -> tuple[int, bool, Decimal, Decimal, int, str]:
        silent = all((one.account, own.code, own.resource) in snoozed for own in one.own)
        own, rest = one.stake.order(unit)
        first = one.budgets[0].last.budget.casefold()
        return -one.verdict.rank, silent, -own, -rest, -len(one.budgets), first

    return sorted(made, key=order)


def _group(
    account: str, resource: str, verdict: Status, some: list[KnownBudget], unit: str
) -> CauseGroup:
    ordered = tuple(sorted(some, key=lambda one: dearest(one, unit)))
    found = stake(one.last.spend for one in ordered)
    return CauseGroup(account, cause_of(ordered[0]), resource, verdict, ordered, found)


def dearest(known: KnownBudget, unit: str) -> tuple[Decimal, Decimal, str]:
    """To sort by: the most budgeted money first."""
    own, rest = stake([known.last.spend]).order(unit)
    return -own, -rest, known.last.budget.casefold()
