"""Which budgets a change mends, by what the last checks of them said, and how they stand now."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.affected import Affected, Dependent, Recovery, affected
from bot.core.change.change import Change
from bot.core.findings import Status
from bot.core.outage import REACHES
from bot.core.plan import Plan
from bot.core.reference import reference_of
from bot.core.senders import BUDGETS
from bot.core.texts.summary import summary
from bot.errors import StoreError
from bot.store.attributes import size
from bot.store.verdicts import LastVerdict, Verdicts

MOST = 1000
"""Budgets that one change names; of what hangs there beside them the watch and the sweep tell."""
_ROOM = 350_000
"""Bytes of a plan and those budgets, out of the 400 KB that DynamoDB takes: the rest is for what
becomes of the change."""
_FEW = 10
"""Records that are read one by one; of more the account is read page by page."""
_MOST_PAGES = 20
"""Pages of a hundred verdicts that somebody waits for; of what lies behind them nothing is said."""
_log = logging.getLogger(__name__)


def hanging_on(verdicts: Verdicts, plan: Plan) -> tuple[Dependent, ...]:
    """Each other budget on the same key or topic whose last check was led by what the plan clears,
    or did not see its alerts arrive; the most money first, none where a table does not answer. None
    of a change that is about another sender: whether it mends a budget too is not known.
    """
    if reference_of(plan.budget):
        return ()
    own = Dependent(plan.account, plan.budget)
    try:
        known = _last(verdicts, set(_dependents(verdicts, plan)) - {own})
    except StoreError as error:
        _log.warning("Which budgets %s mends is not known: %s", plan.resource, error)
        return ()
    hang = (
        (one, last.spend)
        for one, last in known.items()
        if last.code in plan.clears or last.verdict not in REACHES
    )
    return fitting(plan, affected(hang).budgets)


def fitting(plan: Plan, budgets: Sequence[Dependent]) -> tuple[Dependent, ...]:
    """As many of them as a change names whose record holds this plan too, the first ones first."""
    room, kept = _ROOM - size(plan), []
    for one in budgets[:MOST]:
        room -= size(one) + 1
        if room < 0:
            break
        kept.append(one)
    return tuple(kept)


def affected_by(verdicts: Verdicts, change: Change) -> Affected:
    """All that the change mends, its own budget among them, and the money in them."""
    own = Dependent(change.plan.account, change.plan.budget)
    if not change.affected:
        return Affected((own,))
    try:
        known = _last(verdicts, {own, *change.affected})
    except StoreError as error:
        _log.warning("Change %s: what is at stake is not known: %s", change.id, error)
        known = {}
    also = tuple(one for one in change.affected if _has_another(change, known.get(one)))
    mended = (one for one in (own, *change.affected) if one not in also)
    found = affected((one, known[one].spend if one in known else None) for one in mended)
    return replace(found, also=also)


def _has_another(change: Change, last: LastVerdict | None) -> bool:
    """Whether its last check was led by something else than the change clears."""
    return last is not None and last.code not in change.plan.clears


def recovery(verdicts: Verdicts, change: Change) -> Recovery:
    """How those stand that an applied change mends, its own among them. Raises StoreError."""
    own = Dependent(change.plan.account, change.plan.budget)
    known = _last(verdicts, {own, *change.affected})
    since = change.since or change.created
    others = [known[one] for one in change.affected if one in known]
    seen = [last for last in others if last.checked_at >= since]
    down = [_why(last) for last in seen if last.verdict not in REACHES]
    well = len(seen) - len(down)
    if _own_reaches(change, known.get(own), since):
        return Recovery(well + 1, tuple(down), len(others) - len(seen))
    first = _why(known[own]) if own in known else (own.budget, "")
    return Recovery(well, (first, *down), len(others) - len(seen))


def _own_reaches(change: Change, last: LastVerdict | None, since: datetime) -> bool:
    """By a check since; without one by that which verified the change."""
    if last and last.checked_at >= since:
        return last.verdict in REACHES
    return change.plan.leaves not in {Status.BROKEN, Status.UNKNOWN}


def _why(last: LastVerdict) -> tuple[str, str]:
    return last.budget, summary(last.code, BUDGETS)


def _dependents(verdicts: Verdicts, plan: Plan) -> tuple[Dependent, ...]:
    """Those on the key that is changed, where one is; else those on the topic."""
    if not plan.clears:
        return ()
    keys = [arn for arn in plan.resources if ":kms:" in arn]
    return verdicts.on_key(keys[0]) if keys else verdicts.on_topic(plan.topic)


def _last(verdicts: Verdicts, wanted: Collection[Dependent]) -> Mapping[Dependent, LastVerdict]:
    """The last verdict of each; without those that were never checked, or are gone."""
    if len(wanted) <= _FEW:
        one_by_one = (verdicts.get(one.account, one.budget) for one in wanted)
        return {Dependent(one.account, one.budget): one for one in one_by_one if one}
    accounts = sorted({one.account for one in wanted})
    every = (last for account in accounts for last in _of_account(verdicts, account))
    by_name = ((Dependent(last.account, last.budget), last) for last in every)
    return {one: last for one, last in by_name if one in wanted}


def _of_account(verdicts: Verdicts, account: str) -> Iterator[LastVerdict]:
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = verdicts.of_account(account, 100, cursor)
        yield from page.items
        cursor = page.cursor
        if not cursor:
            return
