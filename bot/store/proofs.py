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

from bot.core.change import LogRecord
from bot.core.outgoing import Says, nothing
from bot.core.proof.run import NEXT, Outcome, Proof
from bot.store import records
from bot.store.calls import CONDITION, Pause
from bot.store.expressions import seen
from bot.store.log import Log
from bot.store.outbox import Outbox
from bot.store.pages import Page
from bot.store.table import Keys, Repository, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_MOST = 25


class Sets(TypedDict, total=False):
    """What a step may set."""

    outcome: Outcome
    made: bool
    removed: bool
    waited: bool
    stuck: bool
    seen_at: datetime | None
    arrived_at: datetime | None


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
        self._log = Log(client, names, emit)
        self._outbox = Outbox(client, names)
        self._called = (names.threads, names.log)
        self._pause = pause

    def begin(self, proof: Proof, action: LogRecord, due: datetime) -> bool:
        """Write a new one and its record; False where another holds the topic, or it is there.

        From here on the temporary budget may be made: by this record it is found again.
        """
        keys = {**_key(proof.id), **self._proofs.indexed(due)}
        held = self._held.transact_put_new(_topic_key(proof.topic), _HeldTopic(proof.id))
        return self._write([self._proofs.transact_put_new(keys, proof), held], action)

    def step(
        self,
        proof: Proof,
        action: LogRecord,
        due: datetime | None,
        says: Says[Proof] = nothing,
        **sets: Unpack[Sets],
    ) -> Proof | None:
        """Set something, if the proof still is as it was seen: the proof as it is then.

        None where it has moved on meanwhile, or never goes that way: read it again. `due` is when
        to look at it next; None once its budget is gone, which frees its topic. What `says` of the
        proof as it will be lies in the outbox with the same write.
        """
        new = replace(proof, version=proof.version + 1, **sets)
        if new.outcome is not proof.outcome and new.outcome not in NEXT[proof.outcome]:
            return None
        step = self._proofs.transact_update(
            _key(proof.id), self._proofs.step(proof, new, due), seen(version=proof.version)
        )
        said = self._outbox.transact_puts(says(new))
        freed = [] if due else [self._free(proof)]
        return new if self._write([step, *freed, *said], action) else None

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

    def _write(self, writes: list[TransactWriteItemTypeDef], action: LogRecord) -> bool:
        """The writes and their record, all or none; False where one of the writes was refused."""
        codes = self._log.put_with(writes, action, self._called, self._pause)
        if codes and CONDITION not in codes[:-1]:
            raise self._log.taken(action)
        return not codes

    def _free(self, proof: Proof) -> TransactWriteItemTypeDef:
        return self._held.transact_delete(_topic_key(proof.topic), seen(proof=proof.id))


def _key(id: str) -> Keys:
    return {"pk": f"proof:{id}"}


def _topic_key(topic: str) -> Keys:
    return {"pk": f"proving:{topic}"}
