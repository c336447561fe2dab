"""When a change needs to be looked at again, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.change import Change, State


class Why(StrEnum):
    """What the schedule does with a change that is due."""

    REMIND = "remind"
    EXPIRE = "expire"
    SETTLE = "settle"
    RECHECK = "re-check"


@dataclass(frozen=True, slots=True)
class Waits:
    """How long after its transition a change is looked at again, where the caller names no time.

    `settle` must be longer than the worker's time-out: an intent younger than that may still be
    worked on.
    """

    settle: timedelta = timedelta(minutes=16)
    recheck: timedelta = timedelta(minutes=5)

    def due(self, change: Change, at: datetime) -> datetime | None:
        """When a change that got into its state `at` is due; None for one that is over."""
        return {
            State.PROPOSED: change.expires,
            State.APPROVED: change.expires,
            State.APPLYING: at + self.settle,
            State.UNVERIFIED: at + self.recheck,
        }.get(change.state)


@dataclass(frozen=True, slots=True)
class Due:
    """A change whose time has come. `at` is when it was due, `why` what is to be done."""

    change: Change
    at: datetime
    why: Why


def why(change: Change, now: datetime) -> Why:
    """What an open change that is due `now` needs."""
    if change.state is State.APPLYING:
        return Why.SETTLE
    if change.state is State.UNVERIFIED:
        return Why.RECHECK
    return Why.EXPIRE if change.expires <= now else Why.REMIND
