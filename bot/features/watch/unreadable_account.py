"""An account that a sweep cannot read is said once, and once that it can be read again.

What is told is kept with the account's sweeps before it is said, so that every attempt of the sweep
that found it says the same, which is posted once, and a later sweep says nothing.
"""

from __future__ import annotations

from bot.core.model import ReadFailed
from bot.features.alert.view import title_of
from bot.features.watch.notify import announce
from bot.jobs.context import Context
from bot.slack.render.texts import unread
from bot.store.sweeps import SweepRecord

_UNTIL = (
    "Until budget-check can read them, it notices a break in this account only where CloudTrail "
    "tells of a change. It says so once, and once more when they can be read again."
)


def unreadable(context: Context, record: SweepRecord, why: ReadFailed) -> None:
    """The sweep ends here: no attempt could read the account. Raises StoreError."""
    what = f"the budgets of account {title_of(context, record.account)}"
    kept = context.store.sweeps.became_unreadable(record, unread(what, why))
    if kept is None:
        return  # another sweep has begun: that one tells
    if kept.blind and kept.blind.sweep == record.id:
        says = f"❓ {kept.blind.says} {_UNTIL}"
        announce(context, f"{record.id}.{record.account}.blind", says)
    context.store.sweeps.end(kept, context.clock(), done=False)


def readable_again(context: Context, record: SweepRecord) -> None:
    """The sweep has read the whole account: said where it was told that it cannot be read."""
    if record.blind:
        title = title_of(context, record.account)
        says = f"✅ The budgets of account {title} can be read again."
        announce(context, f"{record.id}.{record.account}.sees", says)
