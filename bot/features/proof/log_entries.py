"""The records of proofs in the log; their words are those of `bot.core.proof.run.PROOF_EVENTS`."""

from __future__ import annotations

from datetime import datetime

from bot.aws.proof_budgets import MODIFY
from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.proof.names import FIX
from bot.core.proof.run import Proof, ProofEvent

ITSELF = "budget-check"
"""Who did what no person did."""


_CALLS = frozenset(
    {
        ProofEvent.BEGUN,
        ProofEvent.MADE,
        ProofEvent.FAILED,
        ProofEvent.CLEANED,
        ProofEvent.FREED,
        ProofEvent.STUCK,
    }
)


def of_step(
    proof: Proof, event: ProofEvent, at: datetime, who: str = ITSELF, why: str = ""
) -> LogRecord:
    """The record of the proof's next step."""
    return LogRecord(
        id=f"{event.name}.{proof.version + 1}",
        at=at,
        who=who,
        what=event.row.log,
        account=proof.account,
        budget=proof.budget,
        change=proof.id,
        fix=FIX,
        resource=f"{proof.name}, on {proof.topic}",
        why=why,
        place=proof.place,
        call=MODIFY if event in _CALLS else "",
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
        id=f"{ProofEvent.REFUSED.name}.{id}",
        at=at,
        who=who,
        what=ProofEvent.REFUSED.row.log,
        account=account,
        budget=budget,
        fix=FIX,
        resource=topic,
        why=why,
        place=place,
    )
