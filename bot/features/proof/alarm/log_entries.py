"""The records of proofs by an alarm in the log, in the words of
`bot.core.proof.alarm_run.ALARM_PROOF_EVENTS`.
"""

from __future__ import annotations

from datetime import datetime

from bot.aws.proof_alarms import MAKE, REMOVE, SET
from bot.core.change.log_record import LogRecord
from bot.core.proof.alarm_run import AlarmProof, AlarmProofEvent
from bot.features.proof.log_entries import ITSELF, of_proof_step

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
    return of_proof_step(proof, event, at, who, why, _CALLS.get(event, ""))
