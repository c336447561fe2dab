"""Tell how a budget turned: in its own open threads; where it has none, with the others of its
cause, in one post.
"""

from __future__ import annotations

import logging
from functools import partial

from bot.core.jobs.watch import TellVerdictChange
from bot.core.thread import Thread
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.features.alert.first_post import due as due_of
from bot.features.alert.first_post import redraw
from bot.features.alert.view import alert_view
from bot.features.watch.batch import NoticePlace, add_to_batch
from bot.features.watch.notice import answer_under, notice_of, thread_id
from bot.features.watch.verdict_messages import affected_budget
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.silence import silenced
from bot.jobs.threads import open_threads, post_in_thread, set_back
from bot.slack.render.alert import AlertView
from bot.slack.render.watch import LOST, verdict_notice

_log = logging.getLogger(__name__)


@handles(TellVerdictChange)
def notify(context: Context, what: TellVerdictChange) -> None:
    """Tell it once, unless the budget is gone since.

    In the threads of its own at once; under posts about several budgets with those others. Raises
    StoreError, and SlackError to be tried again.
    """
    kept = context.store.verdicts.get(what.account, what.budget)
    if kept is None:
        _log.info("Budget %r is gone, and what it %s not told", what.budget, what.turned)
        return
    affected = affected_budget(what, kept)
    _log.info("Job %s: %r %s", affected.teller, what.budget, affected.turned.value)
    view = alert_view(context, what.account, what.budget)
    threads = _threads(context, affected)
    if affected.turned in LOST and silenced(context, what.account, what.budget, kept.cause):
        _log.info("Job %s: what %r has is snoozed", affected.teller, what.budget)
        redraw(context, threads, view.facts)
        return
    said = _tell_own(context, view, affected, [one for one in threads if not one.group])
    shared = dict.fromkeys((one.channel, one.ts) for one in threads if one.group)
    places = tuple(shared) or (() if said else ((context.settings.alerts_channel, ""),))
    for channel, ts in places:
        add_to_batch(context, NoticePlace(what.cause, channel, ts), affected)


def _tell_own(
    context: Context, view: AlertView, affected: AffectedBudget, own: list[Thread]
) -> list[Thread]:
    """The threads in which it stands now; their first messages are as things are."""
    mark, unsure = affected.teller, context.job.unsure
    drawn = verdict_notice(mark, notice_of(context, affected))
    said = [one for one in own if post_in_thread(context.slack, one, drawn, mark, unsure=unsure)]
    if said and affected.turned in LOST:
        answer_under(context, view.report, mark, said[0].channel, said[0].ts)
    redraw(context, own, view.facts)
    return said


def _threads(context: Context, affected: AffectedBudget) -> tuple[Thread, ...]:
    """The budget's open threads; one whose path broke stands where nothing is proved.

    What is lost is not said under the very post that says it: an attempt before may have begun it.
    """
    known = open_threads(context.store.threads, affected.account, affected.budget)
    own = thread_id(affected) if affected.turned in LOST else ""
    threads = tuple(one for one in known if one.id != own)
    if affected.turned is not VerdictChange.BROKE:
        return threads
    due = partial(due_of, context.settings)
    back = (set_back(context.store.threads, one, affected.at, due) for one in threads)
    return tuple(one for one in back if one.is_open)
