"""Tell in one message which budgets a cause turned, and keep that message current.

Slack has no idempotency key (docs/facts.md 11a). So whoever posts says so in the notice's record
first, for as long as that can take; whoever comes after an attempt that may have posted looks for
its mark. What comes later than the post is drawn into it, and said in its thread where it lost its
path.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.jobs.watch import PostBatchedNotice
from bot.core.thread import Thread, ThreadOrigin
from bot.core.verdict_change import AffectedBudget
from bot.errors import LaterError, SlackError, SlackSilentError
from bot.features.watch.notify import (
    BATCH_DELAY,
    BEFORE,
    LOOK_BACK,
    NoticePlace,
    add_to_batch,
    answer_under,
    begun_by,
    notice_of,
)
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_once
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.render.batched_notice import BatchedView, batched_notice, late_notice
from bot.slack.render.message import Message, sentence
from bot.slack.render.watch import LOST, verdict_notice
from bot.store import records
from bot.store.batched_notices import BatchedNotice

CLAIM = timedelta(seconds=60)
"""Longer than the calls that posting takes, and the threads that are kept."""
LONGEST = timedelta(seconds=45)
"""So long others are waited for while they keep coming; then those that came are told."""
_AFTER_SILENCE = timedelta(seconds=8)
"""A call that got no answer may still be carried out."""
_AFTER_ALL = int(LONGEST.total_seconds()) + BATCH_DELAY
_AGAIN = 5
_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""
_log = logging.getLogger(__name__)


@handles(PostBatchedNotice)
def post_batched_notice(context: Context, what: PostBatchedNotice) -> None:
    """Post it, or draw it anew where it shows fewer.

    Raises LaterError while another attempt may be at it, StoreError, and SlackError where the job
    has to be tried again.
    """
    batch = context.store.batched_notices.get(what.group)
    if batch is None:
        return
    if context.job.attempt == 0 and _others_come(context, batch, what):
        raise LaterError(f"the post of {batch.id}", _AFTER_ALL)
    told, unsure = _content(context, batch), _unsure(context, batch)
    if batch.shown == _shown(told):
        return
    _show(context, _claimed(context, batch, told, unsure=unsure), told, unsure=unsure)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a notice tells: of budgets that turned, or something else in words."""

    members: Sequence[AffectedBudget]
    notice: str


def _content(context: Context, batch: BatchedNotice) -> _Content:
    notice = context.store.batched_notices.notice(batch.id)
    return _Content(() if notice else context.store.batched_notices.members(batch.id), notice)


def _others_come(context: Context, batch: BatchedNotice, what: PostBatchedNotice) -> bool:
    """Whether a later member's job will tell this one's too; this one looks once more after it."""
    latest = context.store.batched_notices.latest(batch.id)
    waited = context.clock() - (batch.acted or batch.began)
    later = latest is not None and latest > datetime.fromisoformat(what.at)
    return later and waited < LONGEST


def _claimed(
    context: Context, batch: BatchedNotice, told: _Content, *, unsure: bool
) -> BatchedNotice:
    """A post that may be there already shows whom the attempt before wrote down."""
    now, kept = context.clock(), batch.ts or (unsure and batch.told)
    if batch.posting and batch.posting > now:
        raise LaterError(f"the post of {batch.id}", int((batch.posting - now).total_seconds()) + 1)
    tags = batch.told if kept else _tags(told)
    claim = context.store.batched_notices.step(
        batch, replace(batch, posting=now + CLAIM, told=tags)
    )
    if claim is None:
        raise LaterError(f"the post of {batch.id}", _AGAIN)
    return claim


def _unsure(context: Context, before: BatchedNotice) -> bool:
    """Whether an earlier attempt may have posted something."""
    return before.posting is not None or context.job.unsure


def _show(context: Context, claim: BatchedNotice, told: _Content, *, unsure: bool) -> None:
    message, members = _drawn(context, claim, told), told.members
    try:
        post = posted(context.slack, claim, message, unsure=unsure)
    except SlackError as error:
        posting = _until(context, error, unsure=unsure)
        freed = context.store.batched_notices.step(claim, replace(claim, posting=posting))
        if may_pass(error):
            raise
        _refused(context, freed or claim, told, error)
        return
    tags = _tags(told) if post.anew else claim.told
    stands = replace(claim, ts=post.ts, told=tags)
    there = context.store.batched_notices.step(claim, stands) if post.ts != claim.ts else claim
    if there is None:
        raise LaterError(f"the post of {claim.id}", _AGAIN)
    _keep_threads(context, there, members, message.text)
    post_late(context.slack, there, members, _shown(told), unsure=unsure)
    if len(members) == 1 and members[0].turned in LOST:
        report = context.report(members[0].account, members[0].budget)
        root = there.thread or there.ts
        answer_under(context, report, members[0].teller, there.channel, root, unsure=unsure)
    _end(context, there, told)


def _until(context: Context, error: SlackError, *, unsure: bool) -> datetime | None:
    """What Slack may have posted, and may be about to, is looked for by whoever comes next.

    A refusal posted nothing; an earlier attempt may have, and that is not forgotten.
    """
    if isinstance(error, SlackSilentError):
        return context.clock() + _AFTER_SILENCE
    return context.clock() if unsure else None


def _refused(context: Context, batch: BatchedNotice, told: _Content, error: SlackError) -> None:
    """Slack will never take it there. Of a thread, it is told in the channel for alerts instead."""
    _log.error("Job %s: %s is not told in %s: %s", context.job.id, batch.id, batch.channel, error)
    if batch.thread:
        known = batch.told if batch.ts else ()
        for affected in (one for one in told.members if tag(one) not in known):
            add_to_batch(
                context, NoticePlace(batch.id, context.settings.alerts_channel, ""), affected
            )
    _end(context, batch, told)


def _end(context: Context, batch: BatchedNotice, told: _Content) -> None:
    shown = replace(
        batch, posting=None, shown=_shown(told), acted=context.clock(), told=_tags(told)
    )
    if context.store.batched_notices.step(batch, shown) is None:
        _log.warning("%s moved on while it was told: the next attempt looks again", batch.id)


def _drawn(context: Context, batch: BatchedNotice, told: _Content) -> Message:
    id, members = f"{batch.id}.{batch.version}", told.members
    if told.notice:
        return sentence(id, told.notice)
    if len(members) == 1:
        return verdict_notice(id, notice_of(context, members[0]))
    since = min(one.since or one.at - LOOK_BACK for one in members)
    budgets = [records.of_budget(one.account, one.budget) for one in members[:1]]
    arns = dict.fromkeys(arn for one in members for arn in (*one.topics, *one.keys))
    resource_changes = context.store.resource_changes.about(
        budgets, list(arns)[:_MOST_PLACES], since - BEFORE
    )
    return batched_notice(id, BatchedView(members, resource_changes))


_MOST_PLACES = 50
"""Topics and keys for which it is asked who changed them: a sweep can find many."""


def _keep_threads(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget], text: str
) -> None:
    """A thread that waits for an alert begins for each that lost its own, under a new post."""
    shared = batch.id if len(members) > 1 else ""
    for one in members if not batch.thread else ():
        if one.turned in LOST:
            context.store.threads.begin(_thread(batch, one, text, shared))


def _thread(batch: BatchedNotice, one: AffectedBudget, text: str, shared: str) -> Thread:
    return Thread(
        id=begun_by(one),
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


def _tags(told: _Content) -> tuple[str, ...]:
    return tuple(tag(one) for one in told.members)


def _shown(told: _Content) -> str:
    """What a message shows, short: which budgets, and how they turned."""
    members = (f"{one.account}:{one.budget}:{one.turned}" for one in told.members)
    each = "\n".join([told.notice, *members])
    return hashlib.sha256(each.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PostState:
    """The post's ts. Whoever `anew` is shown in it is notified; of an edit Slack tells nobody."""

    ts: str
    anew: bool


def posted(slack: Slack, claim: BatchedNotice, message: Message, *, unsure: bool) -> PostState:
    """The post once it shows the message.

    A post that somebody deleted, or that cannot be edited any more, is posted anew with the same
    mark: what comes late would be told to nobody. Raises SlackError.
    """
    ts, since = claim.ts, claim.began - _EARLIER
    if not ts and unsure:
        ts = _found(slack, claim, since)
    while ts and not _edited(slack, claim, ts, message):
        ts = _found(slack, claim, _at(ts), than=ts) if unsure else ""
    if ts:
        return PostState(ts, anew=False)
    return PostState(slack.post(claim.channel, message, claim.id, claim.thread), anew=True)


def post_late(
    slack: Slack,
    batch: BatchedNotice,
    members: Sequence[AffectedBudget],
    shown: str,
    *,
    unsure: bool,
) -> None:
    """Say in the post's thread who lost its path and is in the post by an edit alone.

    The channel shows it too, unless the post is a reply itself. `shown` is what the post shows now.
    Raises SlackError where the job has to be tried again.
    """
    late = [one for one in members if one.turned in LOST and tag(one) not in batch.told]
    if not late:
        return
    mark, several = f"{batch.id}.{shown}", len({one.account for one in members}) > 1
    line = late_notice(mark, late, several=several)
    root, loud = batch.thread or batch.ts, not batch.thread
    if not post_once(slack, batch.channel, line, mark, root, unsure=unsure, broadcast=loud):
        post_once(slack, batch.channel, line, mark, "", unsure=unsure)


def tag(one: AffectedBudget) -> str:
    """A short name of a budget and how it turned."""
    whole = f"{one.account}:{one.budget}:{one.turned}"
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _found(slack: Slack, claim: BatchedNotice, since: datetime, *, than: str = "") -> str:
    """Another one with its mark, the latest in a thread; "" for none."""
    found = slack.find_post(claim.channel, claim.id, claim.thread, since) or ""
    return "" if found == than else found


def _at(ts: str) -> datetime:
    """When it was posted: Slack's `oldest` leaves out that very message."""
    return datetime.fromtimestamp(float(ts), UTC)


def _edited(slack: Slack, claim: BatchedNotice, ts: str, message: Message) -> bool:
    """False where Slack will never edit that one. Raises SlackError where it may later."""
    try:
        slack.update(claim.channel, ts, message)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("%s: the post %s is not edited: %s", claim.id, ts, error)
        return False
    return True
