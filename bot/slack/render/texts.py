"""The marks, and the sentences that several messages share."""

from __future__ import annotations

from bot.core.findings import Status
from bot.core.model.read import Cause, ReadFailed

MARKS = {Status.OK: "✅", Status.AT_RISK: "⚠️", Status.UNKNOWN: "❓", Status.BROKEN: "❌"}


def mark(status: Status) -> str:
    """The emoji alone, for where the words say the same."""
    return MARKS[status]


def marked(status: Status) -> str:
    """Emoji and word, so that neither has to be understood alone."""
    return f"{MARKS[status]} {status.value}"


def unread(what: str, read: ReadFailed) -> str:
    """Why something could not be read, and what would let it be read."""
    causes = {
        Cause.REFUSED: f"AWS refused it: budget-check needs the permission {read.action}",
        Cause.THROTTLED: "AWS kept throttling the calls: try again in a minute",
        Cause.TIMED_OUT: "AWS did not answer in time: try again in a minute",
        Cause.NO_CREDENTIALS: "budget-check has no AWS credentials",
        Cause.EXPIRED: "budget-check's AWS credentials have expired",
        Cause.UNREACHABLE: "AWS cannot be reached from where budget-check runs",
        Cause.FAILED: f"AWS failed at {read.action}",
    }
    detail = f" ({read.detail})" if read.detail else ""
    return f"Could not read {what}. {causes[read.cause]}{detail}."
