"""The one post of a notice: posted, and kept current.

Slack has no idempotency key (docs/facts.md 11a). So whom a post shows is written down before it is
posted, and whoever comes after an attempt that began one looks for its mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.verdict_change import AffectedBudget
from bot.errors import LaterError
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.slack.reach import Refused, is_taken, or_refused, unless_refused
from bot.slack.render.message import Message
from bot.store.batched_notices import BatchedNotice

_AGAIN = 5
_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""


def shown(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget], message: Message
) -> BatchedNotice | Refused:
    """The notice once its post shows the message, or why Slack will never take it there.

    A post that somebody deleted, or that cannot be edited any more, is posted anew with the same
    mark where somebody comes late, who would be told to nobody. Whoever is in a new post is
    notified; of an edit Slack tells nobody.

    Raises LaterError, SlackError to be tried again, StoreError.
    """
    now = batch if batch.ts else _begun(context, batch)
    while now.ts and not _edited(context, now, message):
        later = _later(context, now)
        if later == now and set(tags(members)) <= set(now.told):
            return now
        if later == now:
            return _posted(context, now, members, message)
        now = later
    return now if now.ts else _posted(context, now, members, message)


def step(context: Context, was: BatchedNotice, now: BatchedNotice) -> BatchedNotice:
    """Keep it. Raises LaterError where somebody else moved it on."""
    kept = was if now == was else context.store.batched_notices.step(was, now)
    if kept is None:
        raise LaterError(f"the post of {was.id}", _AGAIN)
    return kept


def tag(one: AffectedBudget) -> str:
    """A short name of a budget and how it turned."""
    whole = f"{one.account}:{one.budget}:{one.turned}"
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def tags(members: Sequence[AffectedBudget]) -> tuple[str, ...]:
    """The same for several."""
    return tuple(map(tag, members))


def _begun(context: Context, batch: BatchedNotice) -> BatchedNotice:
    """The notice with the post that an attempt before has made, as far as it has."""
    begun = batch.begun or batch.told  # the version before wrote it into `told`
    found = _found(context, batch, batch.began - _EARLIER) if begun else ""
    return step(context, batch, replace(batch, ts=found, told=begun, begun=())) if found else batch


def _later(context: Context, batch: BatchedNotice) -> BatchedNotice:
    """The same with one that took the place of the post it knows."""
    found = _found(context, batch, _at(batch.ts))
    if found in {"", batch.ts}:
        return batch
    told = batch.begun or batch.told
    return step(context, batch, replace(batch, ts=found, told=told, begun=()))


def _posted(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget], message: Message
) -> BatchedNotice | Refused:
    begun = step(context, batch, replace(batch, begun=tags(members)))
    ts = or_refused(
        f"posting {batch.id} in {batch.channel} {batch.thread}",
        lambda: context.slack.post(
            batch.channel, message, batch.id, batch.thread, broadcast=batch.broadcast
        ),
    )
    if isinstance(ts, Refused):
        return ts
    context.crash_hook(CrashPoint.POSTED)
    return step(context, begun, replace(begun, ts=ts, told=begun.begun, begun=()))


def _edited(context: Context, batch: BatchedNotice, message: Message) -> bool:
    return is_taken(
        f"editing the post {batch.ts} of {batch.id}",
        lambda: context.slack.update(batch.channel, batch.ts, message),
    )


def _found(context: Context, batch: BatchedNotice, since: datetime) -> str:
    """One with its mark, the latest in a thread; "" for none, and where Slack never looks."""
    where = f"{batch.channel} {batch.thread}"
    look = context.slack.find_post
    return (
        unless_refused(
            f"looking for {batch.id} in {where}",
            lambda: look(batch.channel, batch.id, batch.thread, since),
        )
        or ""
    )


def _at(ts: str) -> datetime:
    """When it was posted: Slack's `oldest` leaves out that very message."""
    return datetime.fromtimestamp(float(ts), UTC)
