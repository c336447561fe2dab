"""Tell how a budget turned: in its own open threads; where it has none, with others of its
cause, which are gathered first and told by a job of its own.

What is posted once is found by its mark, so that a job that comes again does not repeat
it. Every budget that is gathered leaves a job, so none waits for another's. The member is
kept before its job is left, and the job is left before it counts as the latest: wherever
that breaks off, the attempt that comes again does it all once more, and another member's
job does not wait in vain.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.core.findings import Report
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.checks import UpdateAnswers
from bot.core.texts.report import leading
from bot.core.thread import Thread
from bot.core.verdict_change import AffectedBudget, VerdictChange, verdict_change
from bot.features.alert.first_post import due as due_of
from bot.features.alert.first_post import redraw
from bot.features.alert.view import renderer
from bot.features.check.buttons import MessageRef, fix_buttons, keep_buttons
from bot.features.watch.jobs import batched_notice_job
from bot.jobs.context import Context
from bot.jobs.threads import open_threads, post_in_thread, post_once, set_back
from bot.slack.render.alert import AlertView
from bot.slack.render.answer import answer
from bot.slack.render.watch import LOST, VerdictNotice, verdict_notice
from bot.store.batched_notices import BatchedNotice
from bot.store.verdicts import LastVerdict

BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
BATCH_DELAY = 6
"""Seconds without another budget, and those that were gathered are told."""
_log = logging.getLogger(__name__)


def notify(
    context: Context, view: AlertView, kept: LastVerdict, cause: str, *, unsure: bool
) -> None:
    """Tell it once, and have the answers that still carry buttons brought up to date.

    `cause` is what may have turned others too, "" where it is this budget's alone. `unsure` says
    that it may have been told, without hearing so. Raises StoreError, and SlackError where the job
    has to be tried again.
    """
    pending = kept.untold
    if pending is None:
        return
    report, turned = view.report, verdict_change(pending.before, kept.verdict)
    if turned:
        first = leading(report)
        affected = AffectedBudget(
            kept.account,
            kept.budget,
            turned,
            kept.verdict,
            first.says if first else "",
            pending.since,
            context.job.id,
            kept.checked_at,
            kept.topics,
            kept.keys,
        )
        _log.info("Job %s: %r %s", context.job.id, report.budget, turned.value)
        _notify(context, view, affected, cause, unsure=unsure)
    context.store.verdicts.settled(kept)
    context.queue.send(
        Job(f"{context.job.id}.renew", NOBODY, UpdateAnswers(report.account, report.budget))
    )


def _notify(
    context: Context, view: AlertView, affected: AffectedBudget, cause: str, *, unsure: bool
) -> None:
    """In the threads of its own at once; under posts about several budgets with those others."""
    mark = context.job.id
    threads = _threads(context, affected)
    notice, own = notice_of(context, affected), [t for t in threads if not t.group]
    said = [
        t
        for t in own
        if post_in_thread(context.slack, t, verdict_notice(mark, notice), mark, unsure=unsure)
    ]
    if said and affected.turned in LOST:
        answer_under(context, view.report, mark, said[0].channel, said[0].ts, unsure=unsure)
    for thread in own:
        redraw(
            context, thread, renderer(context, view, f"{mark}.{context.job.attempt}.{thread.id}")
        )
    shared = dict.fromkeys((t.channel, t.ts) for t in threads if t.group)
    places = tuple(shared) or (() if said else ((context.settings.alerts_channel, ""),))
    for channel, ts in places:
        add_to_batch(context, NoticePlace(cause, channel, ts), affected)


def _threads(context: Context, affected: AffectedBudget) -> tuple[Thread, ...]:
    """The budget's open threads; one whose path broke stands where nothing is proved.

    What is lost is not said under the very post that says it: an attempt before may have begun it.
    """
    known = open_threads(context.store.threads, affected.account, affected.budget)
    own = begun_by(affected) if affected.turned in LOST else ""
    threads = tuple(one for one in known if one.id != own)
    if affected.turned is not VerdictChange.BROKE:
        return threads
    due = partial(due_of, context.settings)
    back = (set_back(context.store.threads, one, affected.at, due) for one in threads)
    return tuple(one for one in back if one.is_open)


def begun_by(affected: AffectedBudget) -> str:
    """The id of the thread that the post about it begins."""
    return f"watch:{affected.teller}"


def notice_of(context: Context, affected: AffectedBudget) -> VerdictNotice:
    """What is told of one budget alone. Raises StoreError."""
    since = affected.since or affected.at - LOOK_BACK
    return VerdictNotice(affected, context.store.resource_changes.of(affected, since - BEFORE))


def answer_under(  # noqa: PLR0913 (what, where, and whether it may be there)
    context: Context, report: Report, mark: str, channel: str, ts: str, *, unsure: bool
) -> None:
    """The check's answer with its buttons, in the thread."""
    id = f"{mark}.answer"
    made = fix_buttons(context, report, id, MessageRef(channel, ""))
    message = answer(report, id, "", buttons=made.buttons if made else None)
    found = post_once(context.slack, channel, message, id, ts, unsure=unsure)
    if found:
        keep_buttons(context, made, found)


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """A cause and where it is told: in a channel, or in the thread under `thread`.

    `cause` is "" where no other budget can have it.
    """

    cause: str
    channel: str
    thread: str


def add_to_batch(context: Context, where: NoticePlace, affected: AffectedBudget) -> None:
    """Have it told there with the others. Raises StoreError.

    Once more for the same member is told once all the same.
    """
    if not where.channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", context.job.id)
        return
    now, id = context.clock(), _id(where.cause or affected.teller, where)
    batch = BatchedNotice(id, where.channel, where.thread, now)
    context.store.batched_notices.add(batch, affected)
    delay = BATCH_DELAY if where.cause else 0
    context.queue.send(batched_notice_job(context.job.id, id, now), delay)
    context.store.batched_notices.called(batch, now)


def announce(context: Context, id: str, says: str) -> None:
    """Have a sentence told in the channel for alerts, once for each `id`. Raises StoreError."""
    channel, now = context.settings.alerts_channel, context.clock()
    if not channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", context.job.id)
        return
    context.store.batched_notices.note(BatchedNotice(id, channel, "", now), says)
    context.queue.send(batched_notice_job(context.job.id, id, now))


def _id(cause: str, where: NoticePlace) -> str:
    return f"{cause}.{where.channel}.{where.thread}" if where.thread else f"{cause}.told"
