"""What is told of a change, and under which headline."""

from __future__ import annotations

from bot.core.change import Change
from bot.features.change.events import News, What

HEADLINES = {
    What.WAITING: "🕐 Waits for approval",
    What.APPROVED: "▶️ Asked for, and under way",
    What.REJECTED: "🚫 Rejected",
    What.EXPIRED: "⌛ Expired",
    What.REMINDER: "🕐 Still waits for approval",
    What.STOPPED: "✋ Stopped: nothing was written",
    What.APPLIED: "✅ Applied and verified",
    What.NOT_ENOUGH: "⚠️ Applied; the path is not clear yet",
    What.UNVERIFIED: "⚠️ Applied, not verified yet",
    What.UNSURE: "❓ AWS did not answer",
    What.FAILED: "❌ Failed",
}
"""What is told in the thread. What is UNDONE is told by the undo, which is APPLIED."""
WRITTEN = (What.APPLIED, What.NOT_ENOUGH, What.UNVERIFIED)
"""After these the change stands in AWS."""
OUTCOMES = frozenset(HEADLINES) - {What.WAITING, What.APPROVED, What.REMINDER}
"""What who asked waits for."""


def headline(news: News, change: Change) -> str:
    """The first words of the line."""
    if news.what is What.WAITING and news.who != change.requester:
        return f"👍 Approved, {news.missing} more wanted"
    if news.what is What.APPROVED and news.who != change.requester:
        return "👍 Approved, and under way"
    if news.what is What.APPLIED and change.undoes:
        return "↩️ Undone and verified"
    return HEADLINES[news.what]


def mark_of(news: News, change: Change) -> str:
    """The id of the line's message in Slack, by which it is found again."""
    if news.what is What.WAITING and news.who == change.requester:
        return request_mark(change)
    if news.what in WRITTEN:
        return written_mark(change, news.what)
    return f"{change.id}.{news.what}.{change.version}"


def request_mark(change: Change) -> str:
    """The id of the request for approval, whose buttons go once it is decided."""
    return f"{change.id}.request"


def written_mark(change: Change, what: What) -> str:
    """The id of the line that has the button Undo."""
    return f"{change.id}.{what}"
