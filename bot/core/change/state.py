"""Where a change can stand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a change stands. PREVIEWED: somebody looks at it. WAITING: for approvals. GATED:
    for a change request in another system.

    REFUSED: nothing was written. FAILED: something may have been.
    """

    PREVIEWED = "previewed"
    WAITING = "waiting"
    APPROVED = "approved"
    GATED = "gated"
    APPLYING = "applying"
    APPLIED = "applied"
    UNVERIFIED = "unverified"
    REFUSED = "refused"
    FAILED = "failed"
    EXPIRED = "expired"
    UNDONE = "undone"


STANDS: Mapping[State, str] = {
    State.PREVIEWED: "waits to be submitted",
    State.WAITING: "waits for approval",
    State.APPROVED: "is submitted and about to be applied",
    State.GATED: "waits for a change request",
    State.APPLYING: "is being applied",
    State.APPLIED: "is applied already",
    State.UNVERIFIED: "is written and waits to be verified",
    State.REFUSED: "was stopped, and nothing was written",
    State.FAILED: "was submitted before and failed",
    State.EXPIRED: "has expired",
    State.UNDONE: "was applied and has been undone since",
}
"""What is said of it."""
