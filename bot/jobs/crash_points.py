"""The points between two steps of a change, a proof by an alarm, a pull request or a ticket, and of
what is said of it, where a test can stop the process for good.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from bot.core.change.events import EventType
from bot.core.proof.alarm_run import AlarmProofEvent
from bot.core.pull_requests.run import PullRequestEvent


class CrashPoint(StrEnum):
    """Reached just after what its name says. Each is reached in the order of this list; the last
    three once for each message: when the outbox has it, when Slack has a post and nobody has
    written down where, and when it is said and the outbox has it still.
    """

    QUEUED = "queued"
    GATE_CLAIMED = "gate claimed"
    GATE_ASKED = "gate asked"
    GATE_KEPT = "gate kept"
    LEASED = "leased"
    COMPARED = "compared"
    INTENDED = "intended"
    WRITTEN = "written"
    RECORDED = "recorded"
    READ_BACK = "read back"
    VERIFIED = "verified"
    RELEASED = "released"
    KEPT = "kept to be said"
    POSTED = "posted"
    SAID = "said"


class TicketPoint(StrEnum):
    """The same of a ticket: once its fault is leased, and once its system has it."""

    LEASED = "ticket leased"
    OPENED = "ticket opened"


Point = CrashPoint | EventType | AlarmProofEvent | PullRequestEvent | TicketPoint
"""An event stands for the point just after the transaction that writes it."""
CrashHook = Callable[[Point], None]


def no_crash(_point: Point) -> None:
    """What happens at a point in production: nothing."""
