"""Gathering what one cause turned: each budget is kept together with the message that tells it.

They are told once no other has come for a moment (`send_soon`): ten members, one drawing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import PostNotice
from bot.core.outgoing import Outgoing
from bot.core.verdict_change import AffectedBudget
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send, send_soon, written
from bot.jobs.routes import rest_channel
from bot.store.batched_notices import BatchedNotice

BATCH_DELAY = 6
"""Seconds without another budget, and those that were gathered are told."""
LONGEST = timedelta(seconds=45)
"""So long others are waited for while they keep coming; then those that came are told."""
_REDRAWN = 2
"""Seconds: what turns within them is one drawing."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """A cause and where it is told: in a channel, or in the thread under `thread`.

    `cause` is "" where no other budget can have it. `broadcast`: a post in the thread that the
    channel shows too. A `channel` of "" leaves it to the budgets' own threads. `belongs` is the
    channel of its route that took no post, and `refusal` Slack's code for why.
    """

    cause: str
    channel: str
    thread: str = ""
    broadcast: bool = False
    belongs: str = ""
    refusal: str = ""


def add_to_batch(context: Context, where: NoticePlace, affected: AffectedBudget) -> None:
    """Have it told there with the others. Raises StoreError.

    Once more for the same member is told once all the same.
    """
    batch = BatchedNotice(
        notice_id(where, affected, rest_channel(context)),
        where.channel,
        where.thread,
        context.clock(),
        broadcast=where.broadcast,
        belongs=where.belongs,
        refusal=where.refusal,
    )
    gathered = bool(where.cause) and not where.broadcast
    message = notice_message(context, batch.id, BATCH_DELAY if gathered else 0)
    if not context.store.batched_notices.add(batch, affected, message):
        return
    if gathered:
        send_soon(context, [message], BATCH_DELAY, last=_may_wait(context, batch))
    else:
        send(context, [message])


def notice_id(where: NoticePlace, affected: AffectedBudget, rest: str) -> str:
    """The store's id of what is told there; `rest` is the channel of what no route fits."""
    cause = where.cause or affected.teller
    if where.thread:
        return f"{cause}.{where.channel}.{where.thread}"
    return f"{cause}.told" if where.channel == rest else f"{cause}.{where.channel}.told"


def notice_message(context: Context, id: str, delay: int = 0) -> Outgoing:
    """The message of a notice, which the schedule leaves alone for `delay` seconds."""
    message = kept(context, f"notice:{id}", Job(context.new_id(), NOBODY, PostNotice(id)))
    return replace(message, due=message.due + timedelta(seconds=delay))


def redraw_notices(context: Context, ids: Iterable[str]) -> None:
    """Draw these posts anew, as things are then. Raises StoreError."""
    messages = [notice_message(context, id, _REDRAWN) for id in dict.fromkeys(ids)]
    send_soon(context, written(context, messages), _REDRAWN, last=True)


def _may_wait(context: Context, batch: BatchedNotice) -> bool:
    known = context.store.batched_notices.get(batch.id) or batch
    return context.clock() - (known.acted or known.began) < LONGEST
