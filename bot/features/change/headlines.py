"""The first words of what is told of a change, and the marks by which the lines are found again."""

from __future__ import annotations

from bot.core.change.change import Change
from bot.core.change.events import UNDOABLE, EventType
from bot.core.change.state import State
from bot.features.change.events import ChangeEvent

_UNDER_WAY = {State.APPROVED, State.APPLYING}
_BEFORE = {
    "waiting": (EventType.ASKED, EventType.AGREED),
    "approved": (EventType.SUBMITTED, EventType.APPROVED),
}
"""Two words of the version before: by who asked, and by somebody else."""


def event_type(value: str, *, own: bool) -> EventType:
    """The event that travelled in a job; `own`: it was an act of who asked for the change."""
    if value in _BEFORE:
        return _BEFORE[value][0 if own else 1]
    return EventType(value)


def headline(event: ChangeEvent, change: Change) -> str:
    """The first words of the line."""
    if event.what is EventType.APPLIED and change.undoes:
        return "↩️ Undone and verified"
    under_way = ", and under way" if change.state in _UNDER_WAY else ""
    return event.what.row.headline.format(missing=event.missing, under_way=under_way)


def is_written(what: EventType) -> bool:
    """Whether the change stands in AWS after it: its line has the button Undo."""
    return what.row.to in UNDOABLE


def mark_of(event: ChangeEvent, change: Change) -> str:
    """The id of the line's message in Slack, by which it is found again."""
    if event.what is EventType.ASKED:
        return request_mark(change)
    if is_written(event.what):
        return written_mark(change, event.what)
    which = f"{event.due:%Y%m%d%H%M}" if event.due else str(change.version)
    return f"{change.id}.{event.what}.{which}"


def marks_over(event: ChangeEvent, change: Change) -> set[str]:
    """The lines whose buttons the event takes away: the request once it is decided, an applied
    change once it is undone, or found not to hold.
    """
    row = event.what.row
    marks: set[str] = set()
    if row.to is None or row.to in row.source:
        return marks
    if State.WAITING in row.source:
        marks.add(request_mark(change))
    if row.source & UNDOABLE and row.to not in UNDOABLE:
        marks |= {written_mark(change, what) for what in EventType if is_written(what)}
    return marks


def request_mark(change: Change) -> str:
    """The id of the request for approval."""
    return f"{change.id}.request"


def written_mark(change: Change, what: EventType) -> str:
    """The id of the line that says that it is written."""
    return f"{change.id}.{what}"
