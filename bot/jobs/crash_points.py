"""The points between two steps of a change and of what is said of it, where a test can stop the
process for good.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class CrashPoint(StrEnum):
    """Reached just after what its name says. Each is reached in the order of this list; the last
    three once for each message: when the outbox has it, when Slack has a post of the watch's and
    nobody has written down where, and when it is said and the outbox has it still.
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
    KEPT = "kept to be said"
    POSTED = "posted"
    SAID = "said"


CrashHook = Callable[[CrashPoint], None]


def no_crash(_point: CrashPoint) -> None:
    """What happens at a point in production: nothing."""
