"""Proofs of one kind: one at a time on each topic, each step one transaction with its record in the
log.

They stand in the table of the threads under keys of their own. Beside each proof stands a small
item under its topic, from the first step to the one that finds gone what it made for a while: who
wants to prove something meanwhile finds it there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeVar

from bot.core.change.log_record import LogRecord
from bot.core.outgoing import Says, nothing
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
_Event = TypeVar("_Event")
_Event_contra = TypeVar("_Event_contra", contravariant=True)


class AnyProof(Protocol[_Event_contra]):
    """What has the life cycle of a proof, by events of its own."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """The proof's."""

    @property
    def topic(self) -> str:
        """The ARN of the topic that it holds."""

    @property
    def version(self) -> int:
        """Which of its states this is."""

    def after(self, event: _Event_contra) -> Self | None:
        """The proof once this happened to it; None where it cannot any more."""

    def due(self, event: _Event_contra, at: datetime) -> datetime | None:
        """When it is to be looked at after this; None once all is over."""


_Proof = TypeVar("_Proof", bound=AnyProof[Any])


@dataclass(frozen=True, slots=True)
class ProofKind(Generic[_Proof, _Event]):
    """What tells one kind from another: `key` begins the keys of the proofs, `holds` those of their
    topics, and `begins` is the first event.
    """

    of: type[_Proof]
    key: str
    holds: str
    begins: _Event


@dataclass(frozen=True, slots=True)
class _HeldTopic:
    """Which proof holds a topic."""

    proof: str


class ProofRecords(Generic[_Proof, _Event]):
    """The proofs of one kind, of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        pause: Pause,
        kind: ProofKind[_Proof, _Event],
    ) -> None:
        table = definitions(names).threads
        self._proofs = Scheduled(client, table, kind.of, kind.key)
        self._held = Repository(client, table, _HeldTopic)
        self._steps = Steps(client, names, self._proofs, emit, pause)
        self._kind = kind

    def begin(self, proof: _Proof, action: LogRecord) -> bool:
        """Write a new one and its record; False where another holds the topic, or it is there.

        From here on what it makes for a while may be made: by this record it is found again.
        """
        due = proof.due(self._kind.begins, action.at)
        keys = {**self._key(proof.id), **self._proofs.indexed(due)}
        held = self._held.transact_put_new(self._topic_key(proof.topic), _HeldTopic(proof.id))
        return not self._steps.begin(keys, proof, action, [held])

    def advance(
        self,
        proof: _Proof,
        event: _Event,
        action: LogRecord,
        says: Says[_Proof] = nothing,
        **sets: object,
    ) -> _Proof | None:
        """What the event does, if the proof still is as it was seen: the proof as it is then.

        None where it has moved on meanwhile, or never goes that way: read it again. Once nothing is
        due any more what it made is gone, and its topic is free. `sets` are fields of the proof
        that the event does not set itself. What `says` of the proof as it will be lies in the
        outbox with the same write.
        """
        after = proof.after(event)
        if after is None:
            return None
        new = replace(after, **sets)
        due = new.due(event, action.at)
        freed = [] if due else [self._free(proof)]
        key = self._key(proof.id)
        codes = self._steps.advance(key, proof, new, due, action, says(new), freed)
        return None if codes else new

    def postpone(self, proof: _Proof, seen: datetime, until: datetime) -> bool:
        """Look again at `until`; False where somebody else did so first, or it has moved on."""
        return self._proofs.postpone(self._key(proof.id), proof.version, seen, until)

    def get(self, id: str) -> _Proof | None:
        """The proof, read consistently; None where there is none."""
        return self._proofs.get(self._key(id))

    def on_topic(self, topic: str) -> _Proof | None:
        """The proof that holds this topic (its ARN); None where it is free."""
        held = self._held.get(self._topic_key(topic))
        return self.get(held.proof) if held else None

    def due(
        self, now: datetime, limit: int = _MOST, cursor: str = ""
    ) -> Page[tuple[_Proof, datetime]]:
        """One page of the proofs that are to be looked at, and since when, the longest first."""
        return self._proofs.due(now, limit, cursor)

    def _free(self, proof: _Proof) -> TransactWriteItemTypeDef:
        return self._held.transact_delete(self._topic_key(proof.topic), seen(proof=proof.id))

    def _key(self, id: str) -> Keys:
        return {"pk": f"{self._kind.key}:{id}"}

    def _topic_key(self, topic: str) -> Keys:
        return {"pk": f"{self._kind.holds}:{topic}"}
