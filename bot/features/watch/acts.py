"""Who broke a path, and who mended it: a change of ours, else what CloudTrail told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.core.act import Act
from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.change.state import State
from bot.core.could_break import TouchedPath, could_mend, on_named_alias, suspects
from bot.core.lag import LAG
from bot.core.model.topic import Topic
from bot.core.texts.watch import OURS
from bot.jobs.context import Context
from bot.slack.render.watch_view import BudgetState
from bot.store import records

BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
_LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
_MOST_PLACES = 50
"""Topics and keys for which it is asked who changed them: a sweep can find many."""


def who_broke(
    context: Context, states: Sequence[BudgetState], seen_well: datetime | None
) -> tuple[Act, ...]:
    """Whose change it was, as far as CloudTrail told, of what was last seen well at `seen_well`.

    Several where each of them can have been it, the latest first; none of ours that was verified.
    Raises StoreError.
    """
    at = max([one.outage.began for one in states if one.outage], default=context.clock())
    since = seen_well or at - _LOOK_BACK
    told = _told(context, states, since - BEFORE)
    path = _path(context, states, told)
    found = suspects(told, path, since - BEFORE, at) if path else ()
    left = [one for one in found if not _is_verified(context, one, states)]
    return tuple(_acts([one for one in left if one.at >= since] or left))


def who_mended(
    context: Context, states: Sequence[BudgetState], broke: Sequence[Act] = (), event: str = ""
) -> Act | None:
    """The same for what alerts again now, and one of `broke` had broken. `event` is CloudTrail's id
    of the change of which the check came, "" for none. Raises StoreError.
    """
    ended = [one.outage for one in states if one.outage and one.outage.ended]
    if not ended:
        return None
    began, until = min(one.began for one in ended), max(one.ended for one in ended if one.ended)
    began = min([began, *(one.at for one in broke)])
    ours = next(_ours(context, states, began, until), None)
    # CloudTrail's times are whole seconds, cut off.
    told = list(_told(context, states, began.replace(microsecond=0)))
    path = _path(context, states, told)
    told = [one for one in told if path and could_mend(one, path)]
    told.sort(key=lambda one: one.event == event, reverse=True)
    return ours or next((one for one in _acts(told) if one.at <= until and one not in broke), None)


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
    arns = dict.fromkeys(
        arn for one in states for arn in (*one.topics, *one.keys, _decides(one)) if arn
    )
    return list(arns)[:_MOST_PLACES]


def _acts(told: Iterable[ResourceChange]) -> Iterator[Act]:
    return (Act(OURS if one.job else one.who, one.at, one.action) for one in told)


def _path(
    context: Context, states: Sequence[BudgetState], told: Sequence[ResourceChange]
) -> TouchedPath | None:
    """What most of them hang on; None where there are none."""
    causes = Counter((one.code, _decides(one)) for one in states)
    (code, resource), _ = causes.most_common(1)[0] if causes else (("", ""), 0)
    alike = [one for one in states if (one.code, _decides(one)) == (code, resource)]
    if not alike:
        return None
    first = alike[0]
    return TouchedPath(
        code,
        resource,
        _each(arn for one in alike for arn in one.topics),
        _each(arn for one in alike for arn in one.keys),
        _aliases(context, first) if any(map(on_named_alias, told)) else (),
        (first.account, first.budget) if len(states) == 1 else None,
    )


def _decides(one: BudgetState) -> str:
    """The ARN that decides; of what the version before kept the only one that can."""
    if one.cause and one.cause.code == one.code:
        return one.cause.resource
    arns = one.keys if one.code.startswith("key.") and one.keys else one.topics
    return arns[0] if len(arns) == 1 and not one.code.startswith("budget.") else ""


def _aliases(context: Context, one: BudgetState) -> tuple[str, ...]:
    """The ARNs of the aliases by which its topics name their keys now."""
    facts = context.facts(one.account, one.budget)
    return _each(_alias_of(one) for one in facts.topics.values() if isinstance(one, Topic))


def _alias_of(topic: Topic) -> str:
    name = topic.key_reference or ""
    if name.startswith("alias/"):
        return f"arn:{topic.partition}:kms:{topic.region}:{topic.account}:{name}"
    return name if ":alias/" in name else ""


def _is_verified(context: Context, one: ResourceChange, states: Sequence[BudgetState]) -> bool:
    """Whether a change of ours did it whose record says that it let the alerts through."""
    if not one.job:
        return False
    written = [*context.store.last_writes.of(one.about)]
    near = [w for w in written if w.attribute == one.attribute and abs(w.at - one.at) <= LAG]
    if one.kind is ResourceKind.ALIAS:  # it names the key that the same change gave the topic
        topics = (arn for state in states for arn in state.topics)
        near = [w for t in topics for w in context.store.last_writes.of(t) if w.after == one.key]
    write = min(near, key=lambda w: abs(w.at - one.at), default=None)
    change = context.store.changes.get(write.change) if write else None
    return change is not None and change.state is State.APPLIED and not change.undoes


def _each(arns: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, dict.fromkeys(arns)))
