"""What the version before left in the queue: its notices go through the outbox from here."""

from __future__ import annotations

from bot.core.jobs.watch import PostBatchedNotice
from bot.core.outgoing import Outgoing
from bot.features.watch.announce import announcement
from bot.features.watch.batch import BATCH_DELAY, notice_message
from bot.jobs.context import Context
from bot.jobs.outbox import send_soon, written
from bot.jobs.registry import handles
from bot.store.batched_notices import BatchedNotice


@handles(PostBatchedNotice)
def post_batched_notice(context: Context, what: PostBatchedNotice) -> None:
    """Have it told with the others of its notice. Raises StoreError."""
    batch = context.store.batched_notices.get(what.group)
    messages = _messages(context, batch) if batch else ()
    send_soon(context, written(context, messages), BATCH_DELAY, last=True)


def _messages(context: Context, batch: BatchedNotice) -> tuple[Outgoing, ...]:
    says = context.store.batched_notices.sentence(batch.id)
    if not says:
        return (notice_message(context, batch.id, BATCH_DELAY),)
    return () if batch.ts else announcement(context, batch.id, says, batch.began, "", unsure=True)
