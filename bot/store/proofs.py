"""Proofs: one at a time on each topic, each step one transaction with its record in the log.

They stand in the table of the threads under keys of their own. Beside each proof stands a small
item under its topic, from the first step to the one that finds the temporary budget gone: who wants
to prove something meanwhile finds it there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change.log_record import LogRecord
from bot.core.outgoing import Says, nothing
from bot.core.proof.run import Proof, ProofEvent
from bot.store import records
from bot.store.calls import Pause
from bot.store.expressions import seen
from bot.store.pages import Page
from bot.store.steps import Steps
from bot.store.table import Keys, Repository, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_MOST = 25


class Sets(TypedDict, total=False):
    """What a step may set beside what its event does."""

    seen_at: datetime | None
    arrived_at: datetime | None
    why: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class _HeldTopic:
    """Which proof holds a topic."""

    proof: str


class Proofs:
    """The proofs of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        table = definitions(names).threads
        self._proofs = Scheduled(client, table, Proof, "proof")
        self._held = Repository(client, table, _HeldTopic)
        self._steps = Steps(client, names, self._proofs, emit, pause)

    def begin(self, proof: Proof, action: LogRecord) -> bool:
        """Write a new one and its record; False where another holds the topic, or it is there.

        From here on the temporary budget may be made: by this record it is found again.
        """
        due = proof.due(ProofEvent.BEGUN, action.at)
        keys = {**_key(proof.id), **self._proofs.indexed(due)}
        held = self._held.transact_put_new(_topic_key(proof.topic), _HeldTopic(proof.id))
        return not self._steps.begin(keys, proof, action, [held])

    def advance(
        self,
        proof: Proof,
        event: ProofEvent,
        action: LogRecord,
        says: Says[Proof] = nothing,
        **sets: Unpack[Sets],
    ) -> Proof | None:
        """What the event does, if the proof still is as it was seen: the proof as it is then.

        None where it has moved on meanwhile, or never goes that way: read it again. Once nothing is
        due any more its budget is gone, and its topic is free. What `says` of the proof as it will
        be lies in the outbox with the same write.
        """
        after = proof.after(event)
        if after is None:
            return None
        new = replace(after, **sets)
        due = new.due(event, action.at)
        freed = [] if due else [self._free(proof)]
        key = _key(proof.id)
        codes = self._steps.advance(key, proof, new, due, action, says(new), freed)
        return None if codes else new

    def postpone(self, proof: Proof, seen: datetime, until: datetime) -> bool:
        """Look again at `until`; False where somebody else did so first, or it has moved on."""
        return self._proofs.postpone(_key(proof.id), proof.version, seen, until)

    def get(self, id: str) -> Proof | None:
        """The proof, read consistently; None where there is none."""
        return self._proofs.get(_key(id))

    def on_topic(self, topic: str) -> Proof | None:
        """The proof that holds this topic (its ARN); None where it is free."""
        held = self._held.get(_topic_key(topic))
        return self.get(held.proof) if held else None

    def due(
        self, now: datetime, limit: int = _MOST, cursor: str = ""
    ) -> Page[tuple[Proof, datetime]]:
        """One page of the proofs that are to be looked at, and since when, the longest first."""
        return self._proofs.due(now, limit, cursor)

    def _free(self, proof: Proof) -> TransactWriteItemTypeDef:
        return self._held.transact_delete(_topic_key(proof.topic), seen(proof=proof.id))


def _key(id: str) -> Keys:
    return {"pk": f"proof:{id}"}


def _topic_key(topic: str) -> Keys:
    return {"pk": f"proving:{topic}"}
