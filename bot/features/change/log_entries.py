"""The records of the log; their words are those of `bot.core.change.events.EVENTS`.

A record of a step has an id of its own by which a second one is kept out; its attempt is the
version that the change got when the attempt began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.plan import Write

ITSELF = "budget-check"
"""Who did what no person did."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One write of the plan, counted from 1; `why` is what AWS said, or a person should know."""

    number: int
    write: Write
    why: str = ""


def tells(record: LogRecord, *events: EventType) -> bool:
    """Whether the record is of one of these events."""
    return record.what in {event.row.log for event in events}


def of_change(
    change: Change, event: EventType, at: datetime, who: str = ITSELF, why: str = ""
) -> LogRecord:
    """The record of the change's next transition, or of a note."""
    return replace(_record(change, event, at, f"{event.name}.{change.version + 1}", who), why=why)


def of_refusal(change: Change, at: datetime, who: str, why: str, id: str) -> LogRecord:
    """The record of somebody's act that came to nothing."""
    return replace(
        _record(change, EventType.REFUSED, at, f"{EventType.REFUSED.name}.{id}", who), why=why
    )


def of_attempt(change: Change, event: EventType, at: datetime, after: str) -> LogRecord:
    """A record of the whole attempt that is no transition."""
    id = f"{event.name}.{change.version}"
    return replace(_record(change, event, at, id, change.requester), after=after)


def of_edit(change: Change, at: datetime, edit: str, resource: str, why: str) -> LogRecord:
    """The record of somebody else's edit (CloudTrail's id of it) that may have been lost."""
    event = EventType.WRITTEN_OVER
    record = _record(change, event, at, f"{event.name}.{edit}", ITSELF)
    return replace(record, resource=resource, why=why)


def of_step(change: Change, event: EventType, at: datetime, step: StepRecord) -> LogRecord:
    """The intent or the outcome of one write."""
    id = f"{event.name}.{change.version}.{step.number}"
    return replace(
        _record(change, event, at, id, change.requester),
        why=step.why,
        resource=step.write.resource,
        step=step.number,
        call=step.write.action,
        before=step.write.before,
        after=step.write.after,
    )


def _record(change: Change, event: EventType, at: datetime, id: str, who: str) -> LogRecord:
    plan = change.plan
    return LogRecord(
        id=f"{change.id}.{id}",
        at=at,
        who=who,
        what=event.row.log,
        account=plan.account,
        budget=plan.budget,
        change=change.id,
        fix=plan.fix,
        resource=plan.resource,
        place=change.place,
        ticket=change.ticket,
        undoes=change.undoes,
    )
