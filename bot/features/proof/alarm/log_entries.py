"""The records of proofs by an alarm in the log, in the words of
`bot.core.proof.alarm_run.ALARM_PROOF_EVENTS`.
"""

from __future__ import annotations

from datetime import datetime

from bot.aws.proof_alarms import MAKE, REMOVE, SET
from bot.core.change.log_record import LogRecord
from bot.core.proof.alarm_run import AlarmProof, AlarmProofEvent
from bot.core.proof.names import FIX
from bot.features.proof.log_entries import ITSELF

_CALLS = {
    AlarmProofEvent.BEGUN: MAKE,
    AlarmProofEvent.MADE: MAKE,
    AlarmProofEvent.FAILED: MAKE,
    AlarmProofEvent.INTENDED: SET,
    AlarmProofEvent.SET: SET,
    AlarmProofEvent.NOT_SET: SET,
    AlarmProofEvent.CLEANED: REMOVE,
    AlarmProofEvent.FREED: REMOVE,
    AlarmProofEvent.STUCK: REMOVE,
}


def of_alarm_step(
    proof: AlarmProof, event: AlarmProofEvent, at: datetime, who: str = ITSELF, why: str = ""
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
        call=_CALLS.get(event, ""),
    )
