"""The points between two steps of a change and of what is said of it, where a test can stop the
process for good.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class CrashPoint(StrEnum):
    """Reached just after what its name says. Each is reached in the order of this list; SAID once
    for each message, when Slack has it and the outbox still does.
    """

    PROPOSED = "proposed"
    ASKED = "asked for approval"
    APPROVED = "approved"
    QUEUED = "queued"
    LEASED = "leased"
    CLAIMED = "claimed"
    COMPARED = "compared"
    INTENDED = "intended"
    WRITTEN = "written"
    RECORDED = "recorded"
    SETTLING = "settling"
    READ_BACK = "read back"
    VERIFIED = "verified"
    ORIGINAL_UNDONE = "original undone"
    FINISHED = "finished"
    RELEASED = "released"
    SAID = "said"


CrashHook = Callable[[CrashPoint], None]


def no_crash(_point: CrashPoint) -> None:
    """What happens at a point in production: nothing."""
