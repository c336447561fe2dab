"""CloudTrail tells of somebody's edit only after budget-check has written there: is it lost?

It comes minutes late, so what is verified may have been made from a text without it. Then that is
said, as loudly as that it was applied. The other way round `bot/features/change/apply.py` waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.jobs.watch import ResourceChanged
from bot.core.lag import LAG, LastWrite, written_over
from bot.features.change import texts
from bot.features.change.events import ChangeEvent
from bot.features.change.log_entries import of_edit
from bot.features.change.thread import ChangeThread
from bot.jobs.context import Context
from bot.jobs.registry import handles


@handles(ResourceChanged)
def look_back(context: Context, what: ResourceChanged) -> None:
    """Say it where a change of ours may have written over this edit. Raises StoreError."""
    edit = _edit(what)
    ours = context.store.last_writes.of(edit.about)
    for write in ours:
        if write.attribute == edit.attribute and _is_lost(context, write, edit, ours):
            change = context.store.changes.get(write.change)
            if change and change.state in EventType.WRITTEN_OVER.row.source:
                _say(context, change, write, edit)


def _is_lost(
    context: Context, write: LastWrite, edit: ResourceChange, ours: Sequence[LastWrite]
) -> bool:
    """The watch keeps the event too, before or after this."""
    told = context.store.resource_changes.on(edit.about, write.at - LAG)
    found = written_over(write, (*told, edit), ours)
    return found is not None and found.event == edit.event


def _say(context: Context, change: Change, write: LastWrite, edit: ResourceChange) -> None:
    """Once, however often the event comes."""
    why = texts.written_over(write, edit)
    record = of_edit(change, context.clock(), edit.event, write.resource, why)
    if any(known.id == record.id for known in context.store.log.of_change(change.id)):
        return
    thread = ChangeThread(context)
    event = ChangeEvent(EventType.WRITTEN_OVER, why, change.id, change)
    context.store.changes.record(record, thread.messages(event))
    thread.happened(event)


def _edit(what: ResourceChanged) -> ResourceChange:
    told = what._asdict()
    at, kind = datetime.fromisoformat(what.at), ResourceKind(what.kind)
    return ResourceChange(**{**told, "at": at, "kind": kind})
