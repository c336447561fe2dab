"""Tell in one message which budgets a cause turned, and keep that message current.

What comes later than the post is drawn into it, and said in its thread where it lost its path.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.core.jobs.watch import PostNotice
from bot.core.verdict_change import LOST, AffectedBudget, groups_of
from bot.features.watch.batch import NoticePlace, add_to_batch
from bot.features.watch.late import tell_late
from bot.features.watch.notice import begin_threads, states_of, view_of, with_acts
from bot.features.watch.notice_post import shown, step, tag, tags
from bot.features.watch.own_threads import acknowledged, hear_in_own, lines_in_own
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.routes import rest_channel
from bot.slack.reach import Refused
from bot.slack.render.watch import watch_post
from bot.slack.render.watch_lines import turned_lines
from bot.slack.render.watch_view import BudgetState, is_up
from bot.store.batched_notices import BatchedNotice

_log = logging.getLogger(__name__)


@handles(PostNotice)
def post_notice(context: Context, what: PostNotice) -> None:
    """Post it, or draw it anew with those that have come since, as things are now.

    Raises LaterError, SlackError to be tried again, StoreError.
    """
    notices = context.store.batched_notices
    batch, members = notices.get(what.notice), notices.members(what.notice)
    if batch is None or not members:
        return
    if batch.thread and not batch.broadcast:
        _news(context, batch, members)
    elif not _in_own_threads(context, batch, members):
        _post(context, batch, members)


def _in_own_threads(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget]
) -> bool:
    """Whether it is told in the threads of the budgets themselves: one alone that has some, and all
    where no channel is set.
    """
    alone = len(members) == 1 and not batch.ts and members[0].turned in LOST
    if batch.broadcast or (batch.channel and not alone):
        return False
    if set(tags(members)) <= set(batch.told):
        return True
    told = [hear_in_own(context, batch.id, one) for one in members if tag(one) not in batch.told]
    if batch.channel and not any(told):
        return False
    step(context, batch, replace(batch, told=tags(members)))
    return True


def _post(context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget]) -> None:
    """The post in the channel, or the one in a thread that the channel shows too."""
    id, states = f"{batch.id}.{batch.version}", states_of(context, members)
    if _is_over(batch, members, states):
        step(context, batch, replace(batch, told=tags(members)))
        return
    known = with_acts(context, batch, members, states)
    view = view_of(context, known, states, f"{id}.mend")
    if batch.broadcast:
        view = replace(view, acknowledged=acknowledged(context, members[0]))
    groups = groups_of(members)
    view = replace(view, groups=groups, belongs=batch.belongs, refusal=batch.refusal)
    message = watch_post(id, view)
    there = shown(context, batch, members, message)
    if isinstance(there, Refused):
        now = context.store.batched_notices.get(batch.id) or batch
        _tell_elsewhere(context, now, members, there)
        return
    fresh = [one for one in members if tag(one) not in batch.told]
    begin_threads(context, there, members, message.text)
    there = tell_late(context, there, members)
    lines_in_own(context, there, fresh, members)
    done = replace(there, acted=context.clock(), told=tags(members), begun=())
    step(context, there, replace(done, broke=known.broke, maybe=known.maybe, mended=known.mended))


def _is_over(
    batch: BatchedNotice, members: Sequence[AffectedBudget], states: Sequence[BudgetState]
) -> bool:
    """Whether what broke alerts again before anybody was told: what tells that says it all."""
    never = not (batch.ts or batch.begun or batch.told)
    return never and all(map(is_up, states)) and all(one.turned in LOST for one in members)


def _news(context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget]) -> None:
    """Under a post about several: which of them turned."""
    states = states_of(context, members)
    known = with_acts(context, batch, members, states)
    several = len({one.account for one in members}) > 1
    id = f"{batch.id}.{batch.version}"
    message = turned_lines(id, members, known.mended, several=several)
    there = shown(context, batch, members, message)
    if isinstance(there, Refused):
        now = context.store.batched_notices.get(batch.id) or batch
        _tell_elsewhere(context, now, members, there)
        return
    there = tell_late(context, there, members)
    done = replace(there, acted=context.clock(), told=tags(members), begun=())
    step(context, there, replace(done, mended=known.mended))


def _tell_elsewhere(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget], why: Refused
) -> None:
    """Slack will never take it there. Of a thread, and of a channel that a route names, it is told
    in ALERTS_CHANNEL instead.
    """
    channel = rest_channel(context)
    if not channel or not (batch.thread or batch.channel != channel):
        _log.error("%s is told nowhere: %s does not take it", batch.id, batch.channel)
        return
    known = batch.told if batch.ts else ()
    belongs = batch.channel if batch.channel != channel else ""
    place = NoticePlace(batch.id, channel, belongs=belongs, refusal=why.code)
    for one in (one for one in members if tag(one) not in known):
        add_to_batch(context, place, one)
