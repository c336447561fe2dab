"""The first message of a thread, as one message of the outbox: posted once, and kept current.

The post, and each reason to draw it anew, have one place in the outbox: ten reasons are one
drawing, and none is drawn beside the post.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

from bot.aws.http.queue import LONGEST_DELAY
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import PostThread
from bot.core.model.path import Facts
from bot.core.outgoing import Outgoing
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import LaterError, StoreError
from bot.features.alert.view import drawn
from bot.features.check.buttons import keep_buttons
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.outbox import kept, send, written
from bot.jobs.registry import handles
from bot.jobs.routes import rest_channel
from bot.settings import Settings
from bot.slack.reach import Refused, is_taken, or_plainly, or_refused
from bot.slack.render.message import Message, sentence

_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""
_log = logging.getLogger(__name__)


def first_message(context: Context, thread: Thread, *, begun: bool = False) -> Outgoing:
    """What posts the thread's first message, or draws it anew.

    `begun`: nobody can have posted it.
    """
    job = Job(context.new_id(), NOBODY, PostThread(thread.id, int(begun)))
    return kept(context, f"{thread.id}.first", job)


def redraw(context: Context, threads: Iterable[Thread], facts: Facts | None = None) -> None:
    """Bring the first messages up to date, where they are alerts of ours, by what `facts` were read
    of their budget just now. Raises StoreError.
    """
    messages = [first_message(context, one) for one in threads if is_drawn(one)]
    send(replace(context, seen=facts), written(context, messages))


def is_drawn(thread: Thread) -> bool:
    """Whether its first message is ours and shows where it stands."""
    return thread.origin is ThreadOrigin.ALERT and bool(thread.ts)


@handles(PostThread)
def post_thread(context: Context, what: PostThread) -> None:
    """Post it where it is not posted yet, else draw it anew.

    Raises SlackError to be tried again, StoreError, and LaterError where the channel takes no post:
    somebody may invite the bot again.
    """
    thread = context.store.threads.get(what.thread)
    if thread is None or thread.origin is not ThreadOrigin.ALERT:
        return
    rendered = drawn(context, thread)
    if thread.ts:
        doing = f"drawing the first message of thread {thread.id} anew"
        is_taken(doing, lambda: context.slack.update(thread.channel, thread.ts, rendered.message))
        return
    unsure = context.job.unsure or not what.begun
    ts = _posted(context, thread, rendered.message, unsure=unsure)
    if isinstance(ts, Refused) and thread.channel not in {"", rest_channel(context)}:
        _moved(context, thread, ts)
        post_thread(context, what)
        return
    if isinstance(ts, Refused):
        _refused(context, thread)
    context.crash_hook(CrashPoint.POSTED)
    _keep(context, thread, ts)
    keep_buttons(context, rendered.offer, ts)


def due(settings: Settings, thread: Thread) -> datetime | None:
    """When to say that nobody has acknowledged; None for never, or no more."""
    waits = settings.acknowledge_within and thread.is_open and not thread.acknowledged_by
    ours = thread.origin is ThreadOrigin.ALERT and bool(thread.budget)
    within = timedelta(minutes=settings.acknowledge_within)
    return thread.opened + within if waits and ours and not thread.reminded else None


def _posted(context: Context, thread: Thread, message: Message, *, unsure: bool) -> str | Refused:
    """The ts of the post, or why the channel takes none."""
    doing = f"the post of alert {thread.id} in {thread.channel}"
    text = sentence(thread.id, thread.text)

    def post(said: Message) -> str:
        since = thread.opened - _EARLIER
        found = context.slack.find_post(thread.channel, thread.id, since=since) if unsure else None
        return found or context.slack.post(thread.channel, said, thread.id)

    def either() -> str:
        return or_plainly(doing, lambda: post(message), lambda: post(text))

    return or_refused(doing, either)


def _moved(context: Context, thread: Thread, why: Refused) -> None:
    """The channel of its route takes no post: ALERTS_CHANNEL gets it, which says so.

    Raises StoreError.
    """
    rest = rest_channel(context)
    moved = context.store.threads.insist(
        thread,
        lambda one: one.channel == rest,
        partial(due, context.settings),
        channel=rest,
        belongs=thread.channel,
        refusal=why.code,
    )
    if moved.channel != rest:
        raise StoreError("threads", f"is busy with {thread.id}: it is posted later.")


def _refused(context: Context, thread: Thread) -> NoReturn:
    """Kept, so that the alert's own job fails, which has an alarm; and tried for as long as the
    outbox keeps it.
    """
    _log.error("The channel %s takes no post: alert %s is not told", thread.channel, thread.id)
    steps, due_at = context.store.threads, partial(due, context.settings)
    steps.insist(thread, lambda one: one.refused, due_at, refused=True)
    raise LaterError(f"the post of {thread.id}", LONGEST_DELAY)


def _keep(context: Context, thread: Thread, ts: str) -> None:
    steps, due_at = context.store.threads, partial(due, context.settings)
    stands = steps.insist(thread, lambda one: bool(one.ts), due_at, ts=ts, refused=False)
    if not stands.ts:
        raise StoreError("threads", f"is busy with {thread.id}: where it is posted is kept later.")
