"""What a notice shows of its budgets as they are now, and the threads that it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.core.reference import reference_of
from bot.core.thread import Thread, ThreadOrigin
from bot.core.verdict_change import LOST, AffectedBudget
from bot.features.watch.acts import who_broke, who_mended
from bot.features.watch.mend_offer import with_offer
from bot.jobs.context import Context
from bot.slack.render.watch_view import BudgetState, WatchView, is_up
from bot.store.batched_notices import BatchedNotice
from bot.store.verdicts import LastVerdict

_EACH = 20
"""So many verdicts of one account are read by themselves; of more, the account's pages."""


def states_of(context: Context, members: Sequence[AffectedBudget]) -> tuple[BudgetState, ...]:
    """Each of them as the last check saw it, without those that are gone since: of a notice whose
    budgets are all gone, as it was told. Raises StoreError.
    """
    known = {(one.account, one.budget): one for one in _verdicts(context, members)}
    found = [known[key] for one in members if (key := (one.account, one.budget)) in known]
    if not found:
        return tuple(BudgetState(one.account, one.budget, one.verdict) for one in members)
    return tuple(
        BudgetState(
            one.account,
            one.budget,
            one.verdict,
            one.code,
            one.spend,
            one.outage,
            one.topics,
            one.keys,
            one.cause,
        )
        for one in found
    )


def with_acts(
    context: Context,
    batch: BatchedNotice,
    members: Sequence[AffectedBudget],
    states: Sequence[BudgetState],
) -> BatchedNotice:
    """The notice with who broke it or may have, and once all alert again who mended it: asked until
    it is known, and kept. Raises StoreError.
    """
    if all(map(is_up, states)):
        mended = batch.mended or who_mended(context, states, batch.broke_by)
        return replace(batch, mended=mended)
    if batch.broke and not batch.mended:
        return batch
    down = [one for one in states if not is_up(one)]
    seen_well = min((one.since for one in members if one.since), default=None)
    if batch.mended:  # it broke again
        seen_well = batch.mended.at
    found = who_broke(context, down, seen_well)
    broke, maybe = (found[0], ()) if len(found) == 1 else (None, found)
    return replace(batch, broke=broke, maybe=maybe, mended=None)


def view_of(
    context: Context, batch: BatchedNotice, states: Sequence[BudgetState], id: str
) -> WatchView:
    """What the post is drawn from; `id` is new for each drawing. Raises StoreError."""
    view = WatchView(batch.id, states, batch.broke, batch.mended, maybe=batch.maybe)
    if view.down:
        return with_offer(context, view, batch.channel, id)
    id_of = batch.mended.change if batch.mended else ""
    change = context.store.changes.get(id_of) if id_of else None
    undoable = change and change.plan.undoable and not change.undoes
    provable = bool(context.settings.events_function)
    return replace(view, undo=change.id if change and undoable else "", provable=provable)


def begin_threads(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget], text: str
) -> None:
    """A thread that waits for an alert begins for each budget that lost its own, under a new post:
    nobody hears budget-check of what another sender has published.
    """
    shared = batch.id if len(members) > 1 else ""
    for one in members if not batch.thread else ():
        if one.turned in LOST and not reference_of(one.budget):
            context.store.threads.begin(_thread(batch, one, text, shared))


def thread_id(affected: AffectedBudget) -> str:
    """The id of the thread that the post about it begins."""
    return f"watch:{affected.teller}"


def _verdicts(context: Context, members: Iterable[AffectedBudget]) -> Iterator[LastVerdict]:
    verdicts = context.store.verdicts
    by_account: dict[str, list[str]] = {}
    for one in members:
        by_account.setdefault(one.account, []).append(one.budget)
    for account, names in by_account.items():
        if len(names) > _EACH:
            yield from verdicts.all_of_account(account)
            yield from verdicts.all_subjects_of(account)
        else:
            yield from filter(None, (verdicts.get(account, name) for name in names))


def _thread(batch: BatchedNotice, one: AffectedBudget, text: str, shared: str) -> Thread:
    return Thread(
        id=thread_id(one),
        account=one.account,
        budget=one.budget,
        topic=one.topics[0] if one.topics else "",
        origin=ThreadOrigin.WATCH,
        channel=batch.channel,
        ts=batch.ts,
        opened=one.at,
        text=text,
        group=shared,
        notices=(batch.id,),
    )
