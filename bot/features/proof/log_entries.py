"""The records of proofs in the log: the closed list of what can be said there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.aws.proof_budgets import MODIFY
from bot.core.change import ChangePlace, LogRecord
from bot.core.proof.names import FIX
from bot.core.proof.run import Proof

ITSELF = "budget-check"
"""Who did what no person did."""


class ProofAct(StrEnum):
    """`LogRecord.what`."""

    BEGUN = "intends to make a temporary budget"
    MADE = "made the temporary budget"
    FOUND = "found the temporary budget made"
    SEEN = "got the proof's alert"
    ARRIVED = "proved: the alert arrived"
    WAITED = "waits for the proof's alert"
    EXPIRED = "no alert came in time"
    ENDED = "ended the proof"
    FAILED = "could not make the temporary budget"
    REMOVED = "removed the temporary budget"
    STUCK = "could not remove the temporary budget"
    REFUSED = "refused"


_CALLS = frozenset(
    {ProofAct.BEGUN, ProofAct.MADE, ProofAct.FAILED, ProofAct.REMOVED, ProofAct.STUCK}
)


def of_step(
    proof: Proof, did: ProofAct, at: datetime, who: str = ITSELF, why: str = ""
) -> LogRecord:
    """The record of the proof's next step."""
    return LogRecord(
        id=f"{did.name}.{proof.version + 1}",
        at=at,
        who=who,
        what=did,
        account=proof.account,
        budget=proof.budget,
        change=proof.id,
        fix=FIX,
        resource=f"{proof.name}, on {proof.topic}",
        why=why,
        place=proof.place,
        call=MODIFY if did in _CALLS else "",
    )


def of_refusal(  # noqa: PLR0913, PLR0917 (what a record holds)
    id: str,
    at: datetime,
    who: str,
    account: str,
    budget: str,
    topic: str,
    why: str,
    place: ChangePlace,
) -> LogRecord:
    """The record of an act that came to nothing; `id` is the job's."""
    return LogRecord(
        id=f"{ProofAct.REFUSED.name}.{id}",
        at=at,
        who=who,
        what=ProofAct.REFUSED,
        account=account,
        budget=budget,
        fix=FIX,
        resource=topic,
        why=why,
        place=place,
    )
