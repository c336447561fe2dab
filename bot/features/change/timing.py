"""How changes are handled here: what the settings say, and how long things may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """`approvals` other menders must agree; `allow_unencrypted` allows the last resort.
    `events_function` is the ARN of the function that takes alerts, "" without one.

    A preview waits `preview_for` for its submission, a submitted change `approval_for` for its
    approvals, with a reminder every `remind_every`. An approved change whose job was lost is queued
    again after `queue_again`. `lease` must be longer than the worker's time-out: a change that is
    still APPLYING when its lease is over was left by a worker that is gone. An unverified change is
    looked at after `recheck_after` and then every `recheck_every`, for `recheck_for`.
    """

    approvals: int = 0
    allow_unencrypted: bool = False
    events_function: str = ""
    preview_for: timedelta = timedelta(minutes=30)
    approval_for: timedelta = timedelta(hours=24)
    remind_every: timedelta = timedelta(hours=4)
    queue_again: timedelta = timedelta(minutes=2)
    busy_for: timedelta = timedelta(seconds=15)
    lease: timedelta = timedelta(minutes=16)
    recheck_after: timedelta = timedelta(minutes=1)
    recheck_every: timedelta = timedelta(minutes=5)
    recheck_for: timedelta = timedelta(hours=1)

    @property
    def settle_after(self) -> timedelta:
        """When to look after a claimed change: a little later than its lease, which is renewed."""
        return self.lease + timedelta(minutes=1)
