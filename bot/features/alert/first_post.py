"""The first message of a thread: posted once, whatever happens, and kept current.

Slack has no idempotency key (docs/facts.md 11a). So whoever posts says so in the store first, for
as long as two calls can take; whoever comes after an attempt that may have posted looks for its
metadata.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.thread import Thread, ThreadOrigin
from bot.errors import LaterError, SlackError, SlackSilentError
from bot.features.alert.view import Render
from bot.features.check.buttons import keep_buttons
from bot.jobs.context import Context
from bot.settings import Settings
from bot.slack.calls import is_final
from bot.slack.render.message import Message, sentence

_CLAIM = timedelta(seconds=60)
"""Longer than the two calls that posting takes, each with a time-out of 5 s."""
_AGAIN = 5
_OUR_FAULT = {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"}
_log = logging.getLogger(__name__)


def begun(context: Context, new: Thread) -> tuple[Thread, bool]:
    """The thread of what arrived, and whether this is its first attempt, which may post at once.

    Raises StoreError.
    """
    claimed = replace(new, posting=context.clock() + _CLAIM)
    known = context.store.threads.get(new.id) if context.job.attempt else None
    if known:
        return known, False
    if context.store.threads.begin(claimed, due(context.settings, claimed)):
        return claimed, True
    return context.store.threads.get(new.id) or claimed, False


def post_first(context: Context, thread: Thread, draw: Render, *, mine: bool) -> Thread:
    """The thread with its message posted. `mine`: it has just begun, so nobody else posts it.

    Raises LaterError while another attempt may be at it, SlackError, StoreError.
    """
    if thread.ts:
        return thread
    claim = thread if mine else _claimed(context, thread)
    tried = not mine and (thread.posting is not None or context.job.unsure)
    drawn = draw(claim)
    ts = ""
    try:
        if tried:
            since = thread.opened - timedelta(minutes=5)
            ts = context.slack.find_post(thread.channel, thread.id, since=since) or ""
        ts = ts or _post(context, claim, drawn.message)
    except SlackError as error:
        if not isinstance(error, SlackSilentError):
            _step(context, claim, posting=None if not tried else thread.posting)
        raise
    kept = _step(context, claim, ts=ts, posting=None)
    keep_buttons(context, drawn.offer, ts)
    return kept or replace(claim, ts=ts)


def redraw(context: Context, thread: Thread, draw: Render) -> None:
    """Bring the first message up to date, where it is one of ours.

    Raises SlackError where the job has to be tried again.
    """
    if thread.origin is not ThreadOrigin.ALERT or not thread.ts:
        return
    try:
        context.slack.update(thread.channel, thread.ts, draw(thread).message)
    except SlackError as error:
        if not is_final(error):
            raise
        _log.warning("Thread %s stays as it is: %s", thread.id, error)


def due(settings: Settings, thread: Thread) -> datetime | None:
    """When to say that nobody has acknowledged; None for never.

    It says so once, however often the schedule comes round: the line is looked for first.
    """
    waits = settings.acknowledge_within and thread.is_open and not thread.acknowledged_by
    ours = thread.origin is ThreadOrigin.ALERT and bool(thread.budget)
    within = timedelta(minutes=settings.acknowledge_within)
    return thread.opened + within if waits and ours else None


def _claimed(context: Context, thread: Thread) -> Thread:
    now = context.clock()
    if thread.posting and thread.posting > now:
        wait = int((thread.posting - now).total_seconds()) + 1
        raise LaterError(f"the post of {thread.id}", wait)
    claim = _step(context, thread, posting=now + _CLAIM)
    if claim is None:
        raise LaterError(f"the post of {thread.id}", _AGAIN)
    return claim


def _post(context: Context, thread: Thread, message: Message) -> str:
    try:
        return context.slack.post(thread.channel, message, thread.id)
    except SlackError as error:
        if error.code not in _OUR_FAULT:
            raise
        _log.error("Slack refuses the blocks of %s, so it is posted as text: %s", thread.id, error)
        return context.slack.post(thread.channel, sentence(thread.id, thread.text), thread.id)


def _step(
    context: Context, thread: Thread, *, ts: str = "", posting: datetime | None
) -> Thread | None:
    """None where somebody else has moved it on."""
    return context.store.threads.step(
        thread, due(context.settings, thread), ts=ts or thread.ts, posting=posting
    )
