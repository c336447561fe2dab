"""The proofs by a temporary budget."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.core.proof.run import Proof, ProofEvent
from bot.store import records
from bot.store.calls import Pause
from bot.store.proof_records import ProofKind, ProofRecords
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KIND = ProofKind(Proof, "proof", "proving", ProofEvent.BEGUN)


class Proofs(ProofRecords[Proof, ProofEvent]):
    """The proofs by a temporary budget, of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        super().__init__(client, names, emit, pause, _KIND)
