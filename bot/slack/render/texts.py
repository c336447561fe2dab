"""The marks, and the sentences that several messages share."""

from __future__ import annotations

from bot.core.findings import Status
from bot.core.model.read import ReadFailed
from bot.core.texts import unread as texts

MARKS = {Status.OK: "✅", Status.AT_RISK: "⚠️", Status.UNKNOWN: "❓", Status.BROKEN: "❌"}


def mark(status: Status) -> str:
    """The emoji alone, for where the words say the same."""
    return MARKS[status]


def marked(status: Status) -> str:
    """Emoji and word, so that neither has to be understood alone."""
    return f"{MARKS[status]} {status.value}"


def unread(what: str, read: ReadFailed) -> str:
    """Why something could not be read, and what would let it be read."""
    detail = texts.DETAIL.format(detail=read.detail) if read.detail else ""
    why = texts.WHY[read.cause].format(action=read.action)
    return texts.COULD_NOT.format(what=what, why=why, detail=detail)
