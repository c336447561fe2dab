"""Tell in one message which budgets a cause turned, and keep that message current.

What comes later than the post is drawn into it, and said in its thread where it lost its path.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.core.jobs.watch import PostNotice
from bot.core.verdict_change import AffectedBudget
from bot.features.watch.batch import NoticePlace, add_to_batch
from bot.features.watch.late import tell_late
from bot.features.watch.notice import answer_under, begin_threads, drawn
from bot.features.watch.notice_post import shown, step, tag, tags
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.slack.render.watch import LOST
from bot.store.batched_notices import BatchedNotice

_log = logging.getLogger(__name__)


@handles(PostNotice)
def post_notice(context: Context, what: PostNotice) -> None:
    """Post it, or draw it anew with those that have come since.

    Raises LaterError, SlackError to be tried again, StoreError.
    """
    notices = context.store.batched_notices
    batch, members = notices.get(what.notice), notices.members(what.notice)
    if batch is None or not members:
        return
    message = drawn(context, f"{batch.id}.{batch.version}", members)
    there = shown(context, batch, members, message)
    if there is None:
        _tell_elsewhere(context, notices.get(batch.id) or batch, members)
        return
    begin_threads(context, there, members, message.text)
    there = tell_late(context, there, members)
    _answer(context, there, members)
    step(context, there, replace(there, acted=context.clock(), told=tags(members), begun=()))


def _answer(context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget]) -> None:
    """One that lost its path alone gets its check's answer under the post."""
    if len(members) == 1 and members[0].turned in LOST:
        report = context.report(members[0].account, members[0].budget)
        root = batch.thread or batch.ts
        answer_under(context, report, members[0].teller, batch.channel, root)


def _tell_elsewhere(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget]
) -> None:
    """Slack will never take it there. Of a thread, it is told in the channel for alerts instead."""
    if not batch.thread:
        _log.error("%s is told nowhere: %s does not take it", batch.id, batch.channel)
        return
    known = batch.told if batch.ts else ()
    channel = NoticePlace(batch.id, context.settings.alerts_channel, "")
    for one in (one for one in members if tag(one) not in known):
        add_to_batch(context, channel, one)
