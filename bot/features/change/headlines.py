"""The first words of what is told of a change, and the marks by which the lines are found again."""

from __future__ import annotations

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.texts import change as words
from bot.features.change.events import ChangeEvent

_UNDER_WAY = {State.APPROVED, State.APPLYING}
OF_ITS_OWN = frozenset({EventType.REMINDER, EventType.WRITTEN_OVER})
"""What somebody has to act on is a message of its own: an edit notifies nobody."""
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
        return words.UNDONE_FIRST
    if event.what is EventType.NOT_ENOUGH and change.plan.reach:
        return words.NOT_ALL_LET_IN
    under_way = words.AND_UNDER_WAY if change.state in _UNDER_WAY else ""
    return event.what.row.headline.format(missing=event.missing, under_way=under_way)


def mark_of(event: ChangeEvent, change: Change) -> str:
    """The id of the event's line, by which it is found again where it is a message."""
    which = f"{event.due:%Y%m%d%H%M}" if event.due else str(change.version)
    return f"{change.id}.{event.what}.{which}"


def reply_mark(change: str) -> str:
    """The id of the change's one reply in its thread."""
    return f"{change}.reply"


def approvers_mark(change: str) -> str:
    """The id of what is said to those who may approve it; each copy has its person's id behind."""
    return f"{change}.approvers"
