"""The records of the log: the closed list of what can be said there, and how one is made.

A record of a step has an id of its own by which a second one is kept out; its attempt is the
version that the change got when the attempt began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.change import Change, LogRecord
from bot.core.plan import Write

ITSELF = "budget-check"
"""Who did what no person did."""


class ChangeAct(StrEnum):
    """`LogRecord.what`."""

    PROPOSED = "proposed"
    ASKED = "asked for approval"
    REPLANNED = "planned anew"
    SUBMITTED = "submitted, no approval needed"
    APPROVED = "approved"
    REJECTED = "rejected"
    REFUSED = "refused"
    EXPIRED = "expired"
    CLAIMED = "began"
    COMPARED = "compared"
    INTENDED = "intends to write"
    WROTE = "wrote"
    FOUND = "found written"
    NOT_WRITTEN = "did not write"
    UNSURE = "got no answer"
    SETTLING = "settles"
    STOPPED = "stopped before any write"
    APPLIED = "applied"
    UNVERIFIED = "not verified yet"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One write of the plan, counted from 1; `why` is what AWS said, or a person should know."""

    number: int
    write: Write
    why: str = ""


def of_change(
    change: Change, did: ChangeAct, at: datetime, who: str = ITSELF, why: str = ""
) -> LogRecord:
    """The record of the change's next transition, or of a note."""
    return replace(_record(change, did, at, f"{did.name}.{change.version + 1}", who), why=why)


def of_refusal(change: Change, at: datetime, who: str, why: str, id: str) -> LogRecord:
    """The record of somebody's act that came to nothing."""
    return replace(
        _record(change, ChangeAct.REFUSED, at, f"{ChangeAct.REFUSED.name}.{id}", who), why=why
    )


def of_attempt(change: Change, did: ChangeAct, at: datetime, after: str) -> LogRecord:
    """A record of the whole attempt that is no transition."""
    id = f"{did.name}.{change.version}"
    return replace(_record(change, did, at, id, change.requester), after=after)


def of_step(change: Change, did: ChangeAct, at: datetime, step: StepRecord) -> LogRecord:
    """The intent or the outcome of one write."""
    id = f"{did.name}.{change.version}.{step.number}"
    return replace(
        _record(change, did, at, id, change.requester),
        why=step.why,
        resource=step.write.resource,
        step=step.number,
        call=step.write.action,
        before=step.write.before,
        after=step.write.after,
    )


def _record(change: Change, did: ChangeAct, at: datetime, id: str, who: str) -> LogRecord:
    plan = change.plan
    return LogRecord(
        id=f"{change.id}.{id}",
        at=at,
        who=who,
        what=did,
        account=plan.account,
        budget=plan.budget,
        change=change.id,
        fix=plan.fix,
        resource=plan.resource,
        place=change.place,
        ticket=change.ticket,
        undoes=change.undoes,
    )
