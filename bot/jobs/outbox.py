"""Saying what the outbox keeps: each thing once, and for certain.

Whatever the bot says outside the answer to a click is a record first (`bot.store.outbox`), written
in the transaction that makes it true. Whoever wrote it sends it at once. What a crash, or Slack,
kept from being said is found by the schedule.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.aws.http.queue import LONGEST_DELAY
from bot.core.jobs import NOBODY, Job, loads
from bot.core.jobs.outbox import Send, SendDue
from bot.core.outgoing import Outgoing, outgoing
from bot.errors import JobError, LaterError, SlackError, SlackSilentError, StoreError
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.hold import HELD, Hold
from bot.jobs.registry import handles, run
from bot.slack.calls import is_final
from bot.store.pages import every

SEND_AFTER = timedelta(seconds=5)
"""What nobody has begun to say by then is said by the schedule."""
GIVEN_UP_AFTER = timedelta(days=1)
_LEAST_TRIES = 3
"""Before which nothing is given up: who comes late may be the schedule, and not Slack."""
LOOK_AGAIN = 20
"""Seconds between two looks for what is due, where one tick of the schedule asks for several."""
_LATE = 8
"""Seconds in which a post that got no answer may still be carried out: then it is looked for."""
_SPREAD = 15
"""Seconds, doubled with each try, over which those come again that met one rate limit."""
_UNREAD = 60
"""Seconds until a record that this version cannot read is tried by another."""
_log = logging.getLogger(__name__)

Say = Callable[[Context], None]
"""Says a message: what its job does, or the same from what is known already."""


def kept(context: Context, id: str, job: Job) -> Outgoing:
    """What `job` says, as a record to be written with the state that makes it true.

    Of one `id` the newest counts.
    """
    now = context.clock()
    return outgoing(id, job, now, now + SEND_AFTER)


def held(context: Context, id: str, job: Job) -> Outgoing:
    """The same as a record that is held from the start by the worker that writes it.

    It is written once (`Outbox.put_held`), then said by `say` without another call to the tables.
    """
    now = context.clock()
    return outgoing(id, job, now, now + HELD, tries=1)


def written(context: Context, messages: Iterable[Outgoing]) -> tuple[Outgoing, ...]:
    """Write down what no other state is written with; then it is sent. Raises StoreError."""
    made = tuple(messages)
    for message in made:
        context.store.outbox.put(message)
    return made


def say(context: Context, message: Outgoing, how: Say) -> None:
    """Say what was just written and is held, by `how`.

    Raises nothing: whatever goes wrong, the schedule says it.
    """
    context.crash_hook(CrashPoint.KEPT)
    _at_once(message, partial(_say, context, message, how))


def send(context: Context, messages: Iterable[Outgoing]) -> None:
    """Say what was just written, here and now, by what `context.seen` of the budget.

    Raises nothing, as `say`: the job that wrote it has done what it is for.
    """
    for message in messages:
        context.crash_hook(CrashPoint.KEPT)
        _at_once(message, partial(_send, context, message.id, message.revision))


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
def send_due(context: Context, what: SendDue) -> None:
    """Leave a job for each message that should have been said by now. Raises StoreError."""
    if what.again:
        later = Job(f"{context.job.id}.again", NOBODY, SendDue(what.again - 1))
        context.queue.send(later, LOOK_AGAIN)
    now, outbox = context.clock(), context.store.outbox
    for id in every(lambda cursor: outbox.due(now, cursor)):
        context.queue.send(Job(context.new_id(), NOBODY, Send(id)))


def _at_once(message: Outgoing, attempt: Callable[[], object]) -> None:
    try:
        attempt()
    except StoreError as error:
        _log.error("Message %s: the schedule says it: %s", message.id, error)
    except Exception:  # noqa: BLE001 (its handler's fault, which a job of its own raises again)
        _log.exception("Message %s: the schedule tries again", message.id)


def _send(context: Context, id: str, revision: str = "", only: str = "") -> None:
    """What was seen counts for this revision alone: whatever takes its place is newer than that."""
    while True:
        now = context.clock()
        message = context.store.outbox.claim(id, now, now + HELD, only)
        if message is None:
            return
        if message.revision != revision:
            context = replace(context, seen=None)
        if _say(context, message, run):
            return


def _say(context: Context, message: Outgoing, how: Say) -> bool:
    """Whether nothing is left to do now; False where a newer one has taken its place."""
    with Hold(context, message) as hold:
        done = _is_said(context, message, how, hold)
    if not done:
        return True
    context.crash_hook(CrashPoint.SAID)
    return context.store.outbox.said(hold.message)


def _is_said(context: Context, message: Outgoing, how: Say, hold: Hold) -> bool:
    """Whether nothing is left to do about it; else it waits for the next attempt."""
    late = context.clock() - message.kept > GIVEN_UP_AFTER
    if late and message.tries > _LEAST_TRIES:
        _log.error("Message %s: given up after a day and %d tries", message.id, message.tries)
        return True
    try:
        job = loads(message.job)
    except JobError as error:
        doing = f"this version cannot read it: {error}"
        return _wait(context, hold, doing, _UNREAD)
    try:
        # An attempt before this one may have posted it: then it is looked for by its mark.
        unsure = job.unsure or message.tries > 1
        how(replace(context, job=replace(job, unsure=unsure)))
    except LaterError as error:
        return _wait(context, hold, str(error), error.seconds)
    except SlackError as error:
        if is_final(error):
            _log.error("Message %s: nobody can be told: %s", message.id, error)
            return True
        return _wait(context, hold, str(error), wait_after(message.tries, error))
    return True


def wait_after(tries: int, error: SlackError) -> int:
    """Seconds until the next attempt, after so many that ended in this: Slack's, where it says.

    Those that meet a second limit are spread, or all meet the next.
    """
    tried = tries - 1
    if error.retry_after is not None:
        spread = secrets.randbelow(_SPREAD << min(tried, 4)) if tried else 0
        return error.retry_after + spread
    late = isinstance(error, SlackSilentError) and error.method == "chat.postMessage"
    return max(1 << min(tried, 6), _LATE if late else 0)


def _wait(context: Context, hold: Hold, why: str, seconds: int) -> bool:
    """Try again in `seconds`: it is not said."""
    message = hold.let_go()
    now, wait = context.clock(), min(max(seconds, 1), LONGEST_DELAY)
    _log.warning("Message %s: again in %d s: %s", message.id, wait, why)
    context.store.outbox.release(message, now + timedelta(seconds=wait))
    context.queue.send(Job(context.new_id(), NOBODY, Send(message.id)), wait)
    return False
