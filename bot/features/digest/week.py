"""What the digest tells, from the store alone: how the budgets stand, and what the week did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.core.accounts.directory import Directory
from bot.core.findings import Status
from bot.core.outage import REACHES
from bot.core.stake import stake, usual_unit
from bot.core.tally import cause_tallies, in_order
from bot.core.texts.words import lines
from bot.features.home.causes import dearest, groups_of
from bot.jobs.account import not_looked_at
from bot.jobs.context import Context
from bot.jobs.known_budgets import KnownBudget, known_budgets, uncounted
from bot.slack.render.digest import MOST_CAUSES, BrokenCause, DigestView, SnoozedUntil, Spent
from bot.store.digests import Digest

_MOST_SPENT = 5


def view_of(context: Context, directory: Directory, digest: Digest) -> DigestView:
    """Raises StoreError."""
    known = known_budgets(context, directory.all)
    budgets = known.all
    unit = usual_unit(stake([one.last.spend]) for one in budgets)
    ordered = sorted(budgets, key=lambda one: dearest(one, unit))
    running = context.store.snoozes.running()
    causes = in_order(cause_tallies(one.last for one in budgets), unit)
    broken = [one for one in causes if one.verdict not in REACHES]
    return DigestView(
        since=digest.since,
        at=digest.at,
        tally=Counter(one.last.verdict for one in budgets),
        broke=[one.last.budget for one in ordered if _broke(one, digest.since)],
        mended=[one.last.budget for one in ordered if _mended(one, digest.since)],
        causes=[
            BrokenCause(
                one.verdict,
                one.cause.code,
                one.shown,
                [known.last.budget for known in one.budgets],
                one.stake,
                _began(one.budgets),
            )
            for one in groups_of(broken[:MOST_CAUSES], budgets, unit)
        ],
        more=len(broken) - MOST_CAUSES,
        snoozed=[SnoozedUntil(one.first, one.until, not one.of.budget) for one in running],
        unit=unit,
        spent=_spent(ordered, unit),
        note=lines(uncounted(known.uncounted), not_looked_at(directory, {})),
    )


def _broke(one: KnownBudget, since: datetime) -> bool:
    """Whether it lost its path since then and has it not back."""
    outage = one.last.outage
    return one.last.verdict is Status.BROKEN and outage is not None and outage.began >= since


def _mended(one: KnownBudget, since: datetime) -> bool:
    """Whether it alerts again since then; not where nobody could tell that it did not."""
    outage = one.last.outage
    if outage is None or outage.ended is None or not outage.broken:
        return False
    return one.last.verdict in REACHES and outage.ended >= since


def _began(budgets: Sequence[KnownBudget]) -> datetime | None:
    """When the first of them was seen without a path."""
    outages = (one.last.outage for one in budgets)
    return min((one.began for one in outages if one and one.ended is None), default=None)


def _spent(ordered: Sequence[KnownBudget], unit: str) -> list[Spent]:
    """The budgets of the most money in the usual currency that say what they have spent."""
    found = [
        Spent(one.last.budget, spend.actual, spend.limit)
        for one in ordered
        if (spend := one.last.spend) and spend.actual and spend.actual.unit == unit
    ]
    return found[:_MOST_SPENT]
