"""Saying what the outbox keeps: each thing once, and for certain.

Whatever the bot says outside the answer to a click is a record first (`bot.store.outbox`), written
in the transaction that makes it true. Whoever wrote it sends it at once. What a crash, or Slack,
kept from being said is found by the schedule.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.aws.http.queue import LONGEST_DELAY
from bot.core.jobs import NOBODY, Job, loads
from bot.core.jobs.outbox import Send, SendDue
from bot.core.outgoing import Outgoing, outgoing
from bot.errors import JobError, LaterError, SlackError, SlackSilentError, StoreError
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.registry import handles, run
from bot.slack.calls import is_final
from bot.store.pages import every

SEND_AFTER = timedelta(seconds=5)
"""What nobody has begun to say by then is said by the schedule."""
HELD = timedelta(minutes=1)
"""How long one attempt may take before another takes its place."""
GIVEN_UP_AFTER = timedelta(days=1)
_LATE = 8
"""Seconds in which a post that got no answer may still be carried out: then it is looked for."""
_UNREAD = 60
"""Seconds until a record that this version cannot read is tried by another."""
_log = logging.getLogger(__name__)


def kept(context: Context, id: str, job: Job) -> Outgoing:
    """What `job` says, as a record to be written with the state that makes it true.

    Of one `id` the newest counts.
    """
    now = context.clock()
    return outgoing(id, job, now, now + SEND_AFTER)


def send(context: Context, messages: Iterable[Outgoing]) -> None:
    """Say what was just written, here and now, by what `context.seen` of the budget.

    Raises what a handler raises that is no refusal of Slack's; a table that does not answer leaves
    it to the schedule.
    """
    for message in messages:
        context.crash_hook(CrashPoint.KEPT)
        try:
            _send(context, message.id, message.revision)
        except StoreError as error:
            _log.error("Message %s: the schedule says it: %s", message.id, error)


def send_soon(
    context: Context, messages: Iterable[Outgoing], seconds: int, *, last: bool = False
) -> None:
    """Leave it to another worker, in `seconds`: ten marks within them are one drawing.

    With `last` it waits as long as more keep coming: whoever puts the next one sends that.
    """
    for message in messages:
        context.crash_hook(CrashPoint.KEPT)
        what = Send(message.id, message.revision if last else "")
        context.queue.send(Job(context.new_id(), NOBODY, what), seconds)


@handles(Send)
def send_one(context: Context, what: Send) -> None:
    """Say it, if nobody has. Raises StoreError, and what its handler raises but Slack's."""
    _send(context, what.message, only=what.revision)


@handles(SendDue)
def send_due(context: Context, _what: SendDue) -> None:
    """Leave a job for each message that should have been said by now. Raises StoreError."""
    now, outbox = context.clock(), context.store.outbox
    for id in every(lambda cursor: outbox.due(now, cursor)):
        context.queue.send(Job(context.new_id(), NOBODY, Send(id)))


def _send(context: Context, id: str, revision: str = "", only: str = "") -> None:
    """What was seen counts for this revision alone: whatever takes its place is newer than that."""
    outbox = context.store.outbox
    while True:
        now = context.clock()
        message = outbox.claim(id, now, now + HELD, only)
        if message is None:
            return
        if message.revision != revision:
            context = replace(context, seen=None)
        if not _is_said(context, message):
            return
        context.crash_hook(CrashPoint.SAID)
        if outbox.said(message):
            return


def _is_said(context: Context, message: Outgoing) -> bool:
    """Whether nothing is left to do about it; else it waits for the next attempt."""
    if context.clock() - message.kept > GIVEN_UP_AFTER:
        _log.error("Message %s: given up after a day and %d tries", message.id, message.tries)
        return True
    try:
        job = loads(message.job)
    except JobError as error:
        return _wait(context, message, f"this version cannot read it: {error}", _UNREAD)
    try:
        # An attempt before this one may have posted it: then it is looked for by its mark.
        run(replace(context, job=replace(job, unsure=job.unsure or message.tries > 1)))
    except LaterError as error:
        return _wait(context, message, str(error), error.seconds)
    except SlackError as error:
        if is_final(error):
            _log.error("Message %s: nobody can be told: %s", message.id, error)
            return True
        wait = error.retry_after or 2 ** min(message.tries - 1, 6)
        late = isinstance(error, SlackSilentError) and error.method == "chat.postMessage"
        return _wait(context, message, str(error), max(wait, _LATE) if late else wait)
    return True


def _wait(context: Context, message: Outgoing, why: str, seconds: int) -> bool:
    """Try again in `seconds`: it is not said."""
    now, wait = context.clock(), min(max(seconds, 1), LONGEST_DELAY)
    _log.warning("Message %s: again in %d s: %s", message.id, wait, why)
    context.store.outbox.release(message, now + timedelta(seconds=wait))
    context.queue.send(Job(context.new_id(), NOBODY, Send(message.id)), wait)
    return False
