"""The end of a proposal's time."""

from __future__ import annotations

from bot.core.change import Change, State
from bot.work.mend import records, says
from bot.work.mend.means import Means
from bot.work.mend.news import News, What
from bot.work.mend.records import Did


def expire(means: Means, change: Change) -> News:
    """The proposal, or approved change, is over: nothing was written. Raises Conflict."""
    record = records.of_change(change, Did.EXPIRED, means.clock())
    kept = means.changes.transition(change, State.EXPIRED, record)
    text = f"This has expired. {says.NOTHING_WRITTEN} Ask for the fix again."
    news = News(What.EXPIRED, text, change.id, kept)
    means.tell.happened(news)
    return news
