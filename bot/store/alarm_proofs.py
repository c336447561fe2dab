"""The proofs by a temporary alarm.

Beside those by a budget: one kind does not wait for the other, which may take a day.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.core.proof.alarm_run import AlarmProof, AlarmProofEvent
from bot.store import records
from bot.store.calls import Pause
from bot.store.proof_records import ProofKind, ProofRecords
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KIND = ProofKind(AlarmProof, "alarm-proof", "alarm-proving", AlarmProofEvent.BEGUN)


class AlarmProofs(ProofRecords[AlarmProof, AlarmProofEvent]):
    """The proofs by a temporary alarm, of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        super().__init__(client, names, emit, pause, _KIND)
