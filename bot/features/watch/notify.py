"""Tell how a budget turned. What broke is gathered with the others of its cause, and heard; what is
mended is a quiet line in the threads that wait for it, for the posts are drawn anew.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from bot.core.act import Act
from bot.core.change.change import Change
from bot.core.jobs.watch import TellVerdictChange
from bot.core.reference import reference_of
from bot.core.thread import Thread
from bot.core.verdict_change import LOST, AffectedBudget, VerdictChange
from bot.features.alert.first_post import due as due_of
from bot.features.alert.first_post import redraw
from bot.features.alert.lines import in_thread
from bot.features.alert.view import alert_view
from bot.features.watch.acts import who_mended
from bot.features.watch.batch import NoticePlace, add_to_batch, redraw_notices
from bot.features.watch.notice import states_of, thread_id
from bot.features.watch.posts import posts_of, redraw_posts
from bot.features.watch.verdict_messages import affected_budget
from bot.jobs.context import Context
from bot.jobs.outbox import send, written
from bot.jobs.registry import handles
from bot.jobs.routes import destination
from bot.jobs.silence import silenced
from bot.jobs.threads import open_threads, set_back
from bot.slack.render.watch_lines import back_line
from bot.slack.render.watch_title import title

_log = logging.getLogger(__name__)


@handles(TellVerdictChange)
def notify(context: Context, what: TellVerdictChange) -> None:
    """Tell it once, unless the budget is gone since, or its fault snoozed. Raises StoreError."""
    kept = context.store.verdicts.get(what.account, what.budget)
    if kept is None:
        _log.info("Budget %r is gone, and what it %s not told", what.budget, what.turned)
        return
    affected = affected_budget(what, kept)
    _log.info("Job %s: %r %s", affected.teller, what.budget, affected.turned.value)
    threads = _threads(context, affected)
    if reference_of(what.budget):
        redraw_notices(context, posts_of(context, what.account, what.budget))
    if affected.turned not in LOST and not reference_of(what.budget):
        _is_back(context, what, affected, threads)
    elif affected.turned not in LOST:
        _log.info("Job %s: the posts about %r are drawn anew", affected.teller, what.budget)
    elif silenced(context, what.account, what.budget, kept.cause):
        _log.info("Job %s: what %r has is snoozed", affected.teller, what.budget)
    else:
        to = destination(context, what.account, what.budget)
        where = NoticePlace(what.cause, to.channel)
        add_to_batch(context, where, replace(affected, group=to.group))
    redraw_posts(context, threads)
    drawn = [one for one in threads if not one.group]
    redraw(context, drawn, alert_view(context, what.account, what.budget).facts if drawn else None)


def _is_back(
    context: Context, what: TellVerdictChange, affected: AffectedBudget, threads: tuple[Thread, ...]
) -> None:
    """Where nobody waits it is told in the channel, unless the thread of a change of ours does."""
    (state,) = states_of(context, [affected])
    event = affected.teller.rpartition(".")[0]
    act = who_mended(context, [state], _broke(context, threads), event)
    change = context.store.changes.get(act.change) if act and act.change else None
    own = [one for one in threads if not one.group]
    says = title([state])
    if not (change and _is_about(change, affected)):
        _line(context, affected, own, says, act)
    shared = next((one for one in threads if one.group), None)
    if shared and not (change and _tells(change, shared)):
        place = NoticePlace(what.cause, shared.channel, shared.ts)
        add_to_batch(context, place, affected)
    if threads or change:
        return
    channel = destination(context, what.account, what.budget).channel
    if channel:
        add_to_batch(context, NoticePlace(what.cause, channel), affected)


def _line(
    context: Context, affected: AffectedBudget, threads: list[Thread], says: str, act: Act | None
) -> None:
    said = back_line(says, act)
    lines = [in_thread(context, one, affected.teller, said) for one in threads]
    send(context, written(context, lines))


def _broke(context: Context, threads: tuple[Thread, ...]) -> tuple[Act, ...]:
    """Who broke it or may have, as the latest post in its threads says."""
    ids = (id for one in threads for id in reversed(one.notices))
    notices = (context.store.batched_notices.get(id) for id in ids)
    return next((one.broke_by for one in notices if one and one.broke_by), ())


def _is_about(change: Change, affected: AffectedBudget) -> bool:
    """Whether it is this budget's own, which its threads are told of (`thread.follow`)."""
    return (change.plan.account, change.plan.budget) == (affected.account, affected.budget)


def _tells(change: Change, thread: Thread) -> bool:
    """Whether the change tells its story in that very thread."""
    place = change.place
    return (place.channel, place.thread or place.message) == (thread.channel, thread.ts)


def _threads(context: Context, affected: AffectedBudget) -> tuple[Thread, ...]:
    """The budget's open threads, the newest first; one whose path broke stands where nothing is
    proved.
    """
    known = open_threads(context.store.threads, affected.account, affected.budget)
    own = thread_id(affected) if affected.turned in LOST else ""
    threads = tuple(one for one in known if one.id != own)
    if affected.turned is not VerdictChange.BROKE:
        return threads
    due = partial(due_of, context.settings)
    back = (set_back(context.store.threads, one, affected.at, due) for one in threads)
    return tuple(one for one in back if one.is_open)
