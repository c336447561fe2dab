"""An account that a sweep cannot read is said once, and once that it can be read again.

What is told lies in the outbox with the very write that ends the sweep.
"""

from __future__ import annotations

from bot.core.model.read import ReadFailed
from bot.core.texts import unread as reads
from bot.core.texts import watch as texts
from bot.features.alert.view import title_of
from bot.features.watch.announce import announcement
from bot.jobs.context import Context
from bot.jobs.outbox import send
from bot.slack.render.texts import unread
from bot.store.sweeps import SweepRecord


def unreadable(context: Context, record: SweepRecord, why: ReadFailed) -> None:
    """The sweep ends here: no attempt could read the account. Raises StoreError."""
    says = unread(reads.BUDGETS.format(account=title_of(context, record.account)), why)
    mark, blind = f"{record.id}.{record.account}.blind", record.blind
    # The version before wrote it down before it told: this very sweep may not have come to that.
    new, unsure = blind is None or blind.sweep == record.id, blind is not None
    told, account, began = texts.UNREADABLE.format(why=says), record.account, record.began
    messages = announcement(context, mark, told, began, account, unsure=unsure) if new else ()
    if context.store.sweeps.unreadable(record, says, messages):
        send(context, messages)  # else another sweep has begun: that one tells


def read_to_its_end(context: Context, record: SweepRecord, *, named: bool) -> None:
    """The sweep has read the whole account, which is said where it was told that it cannot be read.

    `named`: the index of names has all of it (`Sweeps.end`). Raises StoreError.
    """
    now, title = context.clock(), title_of(context, record.account)
    mark, told = f"{record.id}.{record.account}.sees", texts.READABLE.format(account=title)
    messages = announcement(context, mark, told, now, record.account) if record.blind else ()
    if context.store.sweeps.end(record, now, messages, named=named):
        send(context, messages)
