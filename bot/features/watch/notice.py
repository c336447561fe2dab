"""What a notice says of a budget, the answer under it, and the thread that it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.findings import Report
from bot.core.thread import Thread, ThreadOrigin
from bot.core.verdict_change import AffectedBudget
from bot.features.check.buttons import MessageRef, fix_buttons, keep_buttons
from bot.jobs.context import Context
from bot.jobs.threads import post_once
from bot.slack.render.answer import answer
from bot.slack.render.batched_notice import BatchedView, batched_notice
from bot.slack.render.message import Message
from bot.slack.render.watch import LOST, VerdictNotice, verdict_notice
from bot.store import records
from bot.store.batched_notices import BatchedNotice

_BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
_LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
_MOST_PLACES = 50
"""Topics and keys for which it is asked who changed them: a sweep can find many."""


def notice_of(context: Context, affected: AffectedBudget) -> VerdictNotice:
    """What is told of one budget alone. Raises StoreError."""
    since = _since(affected) - _BEFORE
    return VerdictNotice(affected, context.store.resource_changes.of(affected, since))


def drawn(context: Context, id: str, members: Sequence[AffectedBudget]) -> Message:
    """The post about these: of one alone it reads as in its thread. Raises StoreError."""
    if len(members) == 1:
        return verdict_notice(id, notice_of(context, members[0]))
    budgets = [records.of_budget(one.account, one.budget) for one in members[:1]]
    arns = dict.fromkeys(arn for one in members for arn in (*one.topics, *one.keys))
    since = min(map(_since, members)) - _BEFORE
    changes = context.store.resource_changes.about(budgets, list(arns)[:_MOST_PLACES], since)
    return batched_notice(id, BatchedView(members, changes))


def answer_under(context: Context, report: Report, mark: str, channel: str, ts: str) -> None:
    """The check's answer with its buttons, in the thread, once. Raises SlackError, StoreError."""
    id = f"{mark}.answer"
    made = fix_buttons(context, report, id, MessageRef(channel, ""))
    message = answer(report, id, "", buttons=made.buttons if made else None)
    found = post_once(context.slack, channel, message, id, ts, unsure=context.job.unsure)
    if found:
        keep_buttons(context, made, found)


def begin_threads(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget], text: str
) -> None:
    """A thread that waits for an alert begins for each that lost its own, under a new post."""
    shared = batch.id if len(members) > 1 else ""
    for one in members if not batch.thread else ():
        if one.turned in LOST:
            context.store.threads.begin(_thread(batch, one, text, shared))


def thread_id(affected: AffectedBudget) -> str:
    """The id of the thread that the post about it begins."""
    return f"watch:{affected.teller}"


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
    )


def _since(one: AffectedBudget) -> datetime:
    return one.since or one.at - _LOOK_BACK
