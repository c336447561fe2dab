"""What is told of a change, and under which headline."""

from __future__ import annotations

from bot.core.change import Change, State
from bot.features.change.events import ChangeEvent, EventType

HEADLINES = {
    EventType.WAITING: "🕐 Waits for approval",
    EventType.APPROVED: "▶️ Asked for, and under way",
    EventType.REJECTED: "🚫 Rejected",
    EventType.EXPIRED: "⌛ Expired",
    EventType.REMINDER: "🕐 Still waits for approval",
    EventType.STOPPED: "✋ Stopped: nothing was written",
    EventType.APPLIED: "✅ Applied and verified",
    EventType.NOT_ENOUGH: "⚠️ Applied; the path is not clear yet",
    EventType.UNVERIFIED: "⚠️ Applied, not verified yet",
    EventType.UNSURE: "❓ AWS did not answer",
    EventType.FAILED: "❌ Failed",
}
"""What is told in the thread. What is UNDONE is told by the undo, which is APPLIED."""
_UNDER_WAY = {State.APPROVED, State.APPLYING}
WRITTEN = (EventType.APPLIED, EventType.NOT_ENOUGH, EventType.UNVERIFIED)
"""After these the change stands in AWS."""
OUTCOMES = frozenset(HEADLINES) - {EventType.WAITING, EventType.APPROVED, EventType.REMINDER}
"""What who asked waits for."""


def headline(event: ChangeEvent, change: Change) -> str:
    """The first words of the line."""
    if event.what is EventType.WAITING and event.who != change.requester:
        return f"👍 Approved, {event.missing} more wanted"
    if event.what is EventType.APPROVED:
        first = "▶️ Asked for" if event.who == change.requester else "👍 Approved"
        return f"{first}, and under way" if change.state in _UNDER_WAY else first
    if event.what is EventType.APPLIED and change.undoes:
        return "↩️ Undone and verified"
    return HEADLINES[event.what]


def mark_of(event: ChangeEvent, change: Change) -> str:
    """The id of the line's message in Slack, by which it is found again."""
    if event.what is EventType.WAITING and event.who == change.requester:
        return request_mark(change)
    if event.what in WRITTEN:
        return written_mark(change, event.what)
    which = f"{event.due:%Y%m%d%H%M}" if event.due else str(change.version)
    return f"{change.id}.{event.what}.{which}"


def request_mark(change: Change) -> str:
    """The id of the request for approval, whose buttons go once it is decided."""
    return f"{change.id}.request"


def written_mark(change: Change, what: EventType) -> str:
    """The id of the line that has the button Undo."""
    return f"{change.id}.{what}"
