"""A budget that broke while its alerts are talked about in threads: it is heard there.

Slack notifies of a reply only those who follow the thread. So the channel is shown it as well, or
has a post of its own, and who acknowledged the alert is mentioned.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.core.texts import watch as texts
from bot.core.thread import Thread
from bot.core.verdict_change import LOST, AffectedBudget
from bot.features.alert.lines import in_thread
from bot.features.watch.batch import NoticePlace, add_to_batch, notice_id
from bot.features.watch.notice import states_of, thread_id
from bot.jobs.context import Context
from bot.jobs.outbox import send, written
from bot.jobs.routes import rest_channel
from bot.jobs.threads import open_threads
from bot.slack.render.watch_title import title
from bot.store.batched_notices import BatchedNotice

_MOST_NOTICES = 5
_log = logging.getLogger(__name__)


def hear_in_own(context: Context, notice: str, affected: AffectedBudget) -> bool:
    """Tell it in its open threads; False where it has none. Raises StoreError.

    In each channel the newest thread gets the post, which the channel shows; the others a line.
    """
    known = _known(context, affected)
    newest = {one.channel: one for one in reversed(known)}
    for thread in newest.values():
        _post_in(context, notice, affected, thread)
    others = [one for one in known if one is not newest[one.channel] and not one.group]
    (state,) = states_of(context, [affected])
    _lines(context, affected, others, f"{title([state])}.")
    if not known:
        _log.info("Budget %r has no open thread", affected.budget)
    return bool(known)


def lines_in_own(
    context: Context,
    batch: BatchedNotice,
    members: Sequence[AffectedBudget],
    every: Sequence[AffectedBudget],
) -> None:
    """A line in each open thread of those members that a post tells of with `every` other one, with
    a link to it; in another channel than the post's as `hear_in_own`. Raises StoreError.
    """
    for one in members if not batch.thread else ():
        if one.turned not in LOST:
            continue
        known = [thread for thread in _known(context, one) if not thread.group]
        elsewhere = {t.channel: t for t in reversed(known) if t.channel != batch.channel}
        for thread in elsewhere.values():
            _post_in(context, batch.id, one, thread)
        here = [thread for thread in known if thread.channel == batch.channel]
        (state,) = states_of(context, [one])
        others = [other.budget for other in every if other != one]
        says = texts.ONE_OF.format(title=title([state]), others=texts.others(others))
        _lines(context, one, here, says, batch)


def acknowledged(context: Context, affected: AffectedBudget) -> tuple[str, ...]:
    """Who acknowledged an alert of the budget that nobody has seen mended since."""
    users = (one.acknowledged_by for one in _known(context, affected) if one.acknowledged_by)
    return tuple(dict.fromkeys(users))


def _known(context: Context, affected: AffectedBudget) -> tuple[Thread, ...]:
    """Its open threads, the newest first, without the one that this very break began."""
    found = open_threads(context.store.threads, affected.account, affected.budget)
    return tuple(one for one in found if one.id != thread_id(affected))


def _post_in(context: Context, notice: str, affected: AffectedBudget, thread: Thread) -> None:
    place = NoticePlace(notice, thread.channel, thread.ts, broadcast=True)
    id = notice_id(place, affected, rest_channel(context))
    ids = (*thread.notices, id)[-_MOST_NOTICES:]
    context.store.threads.insist(thread, lambda one: id in one.notices, notices=ids)
    add_to_batch(context, place, affected)


def _lines(
    context: Context,
    affected: AffectedBudget,
    threads: Sequence[Thread],
    says: str,
    batch: BatchedNotice | None = None,
) -> None:
    story = (batch.channel, batch.ts) if batch else ("", "")
    lines = [
        in_thread(context, one, affected.teller, says, story, hears=one.acknowledged_by)
        for one in threads
    ]
    send(context, written(context, lines))
