"""Who broke a path, and who mended it: a change of ours, else what CloudTrail told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.core.act import Act
from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.texts.watch import OURS
from bot.core.verdict_change import AffectedBudget
from bot.jobs.context import Context
from bot.slack.render.watch_view import BudgetState
from bot.store import records

_BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
_LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
_MOST_PLACES = 50
"""Topics and keys for which it is asked who changed them: a sweep can find many."""


def who_broke(
    context: Context,
    members: Sequence[AffectedBudget],
    states: Sequence[BudgetState],
    seen_well: datetime | None,
) -> Act | None:
    """Whose change it was, as far as CloudTrail told, of what was last seen well at `seen_well`:
    one of what the finding is about, and of several that of which the check came.

    Raises StoreError.
    """
    at = max([one.outage.began for one in states if one.outage], default=context.clock())
    since = (seen_well or at - _LOOK_BACK) - _BEFORE
    code = next((one.code for one in states if one.code), "")
    events = {one.teller.rpartition(".")[0] for one in members}
    told = [one for one in _told(context, states, since) if one.at <= at]
    told.sort(key=lambda one: (_is_of(one, code), one.event in events), reverse=True)
    return next(_acts(told), None)


def who_mended(
    context: Context, states: Sequence[BudgetState], broke: Act | None = None, event: str = ""
) -> Act | None:
    """The same for what alerts again now, and `broke` had broken. `event` is CloudTrail's id of the
    change of which the check came, "" for none. Raises StoreError.
    """
    ended = [one.outage for one in states if one.outage and one.outage.ended]
    if not ended:
        return None
    began, until = min(one.began for one in ended), max(one.ended for one in ended if one.ended)
    began = min(began, broke.at) if broke else began
    ours = next(_ours(context, states, began, until), None)
    # CloudTrail's times are whole seconds, cut off.
    told = list(_told(context, states, began.replace(microsecond=0)))
    told.sort(key=lambda one: one.event == event, reverse=True)
    return ours or next((one for one in _acts(told) if one.at <= until and one != broke), None)


def _ours(
    context: Context, states: Sequence[BudgetState], since: datetime, until: datetime
) -> Iterator[Act]:
    """What budget-check wrote meanwhile, the latest first."""
    writes = (write for arn in _arns(states) for write in context.store.last_writes.of(arn))
    for write in sorted(writes, key=lambda one: one.at, reverse=True):
        change = context.store.changes.get(write.change) if since <= write.at <= until else None
        if change:
            yield Act(change.requester, write.at, "", change.requester, change.id)


def _told(
    context: Context, states: Sequence[BudgetState], since: datetime
) -> tuple[ResourceChange, ...]:
    budgets = [records.of_budget(one.account, one.budget) for one in states[:1]]
    return context.store.resource_changes.about(budgets, _arns(states), since)


def _arns(states: Sequence[BudgetState]) -> list[str]:
    arns = dict.fromkeys(arn for one in states for arn in (*one.topics, *one.keys))
    return list(arns)[:_MOST_PLACES]


def _acts(told: Iterable[ResourceChange]) -> Iterator[Act]:
    return (Act(OURS if one.job else one.who, one.at, one.action) for one in told)


def _is_of(one: ResourceChange, code: str) -> bool:
    """Whether it is of what the finding is about; of two changes at once that one counts."""
    if code.startswith("key."):
        on_key = one.kind in {ResourceKind.KEY, ResourceKind.ALIAS}
        return on_key or one.attribute == "KmsMasterKeyId"
    if code.startswith("topic."):
        return one.kind is ResourceKind.TOPIC and one.attribute != "KmsMasterKeyId"
    return one.kind is ResourceKind.BUDGET or not code
