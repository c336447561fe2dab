"""The records of proofs in the log; their words are those of `bot.core.proof.run.PROOF_EVENTS`."""

from __future__ import annotations

from datetime import datetime

from bot.aws.proof_budgets import MODIFY
from bot.core.change.log_record import LogRecord
from bot.core.proof.alarm_run import AlarmProof, AlarmProofEvent
from bot.core.proof.names import FIX
from bot.core.proof.run import Proof, ProofEvent
from bot.features.proof.ports import ProofRequest

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
    return of_proof_step(proof, event, at, who, why, MODIFY if event in _CALLS else "")


def of_proof_step(  # noqa: PLR0913, PLR0917 (the parts of a record)
    proof: Proof | AlarmProof,
    event: ProofEvent | AlarmProofEvent,
    at: datetime,
    who: str,
    why: str,
    call: str,
) -> LogRecord:
    """The record of the next step of a proof of any kind; `call` is AWS's, "" without one."""
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
        call=call,
    )


def of_refusal(request: ProofRequest, at: datetime, why: str) -> LogRecord:
    """The record of an act that came to nothing."""
    return LogRecord(
        id=f"{ProofEvent.REFUSED.name}.{request.job}",
        at=at,
        who=request.who,
        what=ProofEvent.REFUSED.row.log,
        account=request.account,
        budget=request.budget,
        fix=FIX,
        resource=request.topic,
        why=why,
        place=request.place,
    )
