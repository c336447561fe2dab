"""What is known of the change request that a change waits for, in a system outside of Slack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.plan import Plan

OPENING = timedelta(minutes=3)
"""Longer than a worker takes to open one: who finds none by then opens it."""
LOOK_EVERY = timedelta(minutes=4)
"""Nobody looks more often how it stands; the schedule comes every five minutes."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One record for each change, written by who asks the other system, read by who applies.

    It is about the plan of this `fingerprint` alone. `until` keeps others from opening it or
    looking at it. `ticket` is "" before it is open. `released`: when it was seen to be approved.
    `over` is the system's word where it ended there before that. `problem` is why it could not be
    opened or looked at. `version` rises by one with each write. `told`: its outcome stands there.
    """

    change: str
    fingerprint: str
    version: int
    until: datetime
    ticket: str = ""
    url: str = ""
    released: datetime | None = None
    over: str = ""
    problem: str = ""
    told: bool = False

    def releases(self, plan: Plan) -> bool:
        """Whether this plan may be applied: approved, not ended, and not another plan since."""
        approved = self.released is not None and not self.over
        return approved and self.fingerprint == plan.fingerprint
