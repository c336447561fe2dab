"""What proofs of every kind do alike: preview, begin once, come again when due, clean up.

Safe to call from many processes and any number of times: of two, one takes each step.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.aws.apply import Done, Refused, Result
from bot.core.jobs import Job, Place
from bot.core.jobs.alarm_proofs import LookAtAlarmProof
from bot.core.jobs.proof_steps import LookAtProof
from bot.core.proof.alarm_plan import AlarmProofPlan
from bot.core.proof.alarm_run import AlarmProof, AlarmProofEvent
from bot.core.proof.names import FIX, SHOWN
from bot.core.proof.plan import ProofPlan
from bot.core.proof.run import Proof, ProofEvent
from bot.features.change.ports import Rights
from bot.features.proof import texts
from bot.features.proof.log_entries import of_refusal
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.jobs.context import Context
from bot.store.pages import every
from bot.store.proof_records import ProofRecords

_Plan = TypeVar("_Plan", ProofPlan, AlarmProofPlan)
_Proof = TypeVar("_Proof", Proof, AlarmProof)
_Event = TypeVar("_Event", ProofEvent, AlarmProofEvent)


class MadeForAWhile(Protocol):
    """What makes the budget or the alarm of a proof."""

    def why_not(self, account: str) -> str:
        """Why none can be made in this account; "" where it can."""


@dataclass(frozen=True, slots=True)
class ProofWays(Generic[_Proof, _Event]):
    """What tells one kind of proof from another: its words, the ends of its clean-up, its times.

    `changed` is said of a plan that is not the one that was seen. `look` is the job that does what
    a proof is due for; `stuck_again` is how long one waits that could not be cleaned up.
    """

    stands: Callable[[_Proof], str]
    stuck: Callable[[_Proof, Refused], str]
    changed: str
    cleaned: _Event
    freed: _Event
    left: _Event
    look: type[LookAtProof | LookAtAlarmProof]
    again: timedelta
    stuck_again: timedelta


@dataclass(frozen=True, slots=True)
class ProofEngineBase(ABC, Generic[_Plan, _Proof, _Event]):
    """Its methods raise StoreError, and SlackError where a look-up of rights has to wait."""

    context: Context
    rights: Rights
    ways: ProofWays[_Proof, _Event]

    def preview(self, request: ProofRequest) -> ProofPreview | str:
        """What a proof would do; a sentence where there is none to be had."""
        id = self._free_id()
        found = self._looked(request, id)
        return found if isinstance(found, str) else ProofPreview(found, id)

    def begin(
        self, request: ProofRequest, id: str, fingerprint: str, typed: str
    ) -> ProofPreview | str:
        """Do what was previewed: what to say, or a plan to be looked at again."""
        known = self._proofs.get(id)
        if known:  # submitted, or delivered, twice
            return self.ways.stands(known)
        found = self._looked(request, id)
        if isinstance(found, str):
            return found
        if found.fingerprint != fingerprint:
            return ProofPreview(found, id, self.ways.changed)
        if found.acts and typed.strip() != found.topic_name:
            why = texts.wrong_name(typed, found.topic_name)
            self._refuse(request, why)
            return ProofPreview(found, id, why)
        return self._begun(request, found, id)

    def queue_due(self) -> None:
        """Leave a job for each proof that is due. Of two schedules at once, one leaves it."""
        now = self._clock()
        for proof, at in tuple(every(lambda cursor: self._proofs.due(now, cursor=cursor))):
            until = now + (self.ways.stuck_again if proof.stuck else self.ways.again)
            if self._proofs.postpone(proof, at, until):
                self._look_again(proof, 0)

    @property
    @abstractmethod
    def _proofs(self) -> ProofRecords[_Proof, _Event]:
        """The records of this kind."""

    @property
    @abstractmethod
    def _maker(self) -> MadeForAWhile:
        """What makes what is there for a while."""

    @abstractmethod
    def _planned(self, request: ProofRequest, id: str) -> _Plan | str:
        """What is there now, planned; a sentence where there is nothing to prove."""

    @abstractmethod
    def _begun(self, request: ProofRequest, plan: _Plan, id: str) -> str:
        """Begin it; what to say."""

    @abstractmethod
    def _removed(self, proof: _Proof) -> Result:
        """Remove at AWS what was made for a while."""

    @abstractmethod
    def _advance(self, proof: _Proof, event: _Event, reason: str) -> object:
        """Take this step of the clean-up; `reason` is for the log, and for who asked."""

    def _not_set_up(self) -> str:
        """Which setting proofs of this kind lack here, as a sentence; "" where they lack none."""
        return ""

    def _looked(self, request: ProofRequest, id: str) -> _Plan | str:
        """Rights first, then what is there now."""
        refusal = self.rights.mend(request.who, FIX)
        if refusal:
            self._refuse(request, refusal.says)
            return refusal.text
        missing = self._not_set_up()
        if missing:
            return missing
        other = self._proofs.on_topic(request.topic)
        if other:
            return self._busy(other)
        why = self._maker.why_not(request.account)
        return f"{texts.NOTHING} {why}" if why else self._planned(request, id)

    def _remove(self, proof: _Proof) -> None:
        """Until it is done the schedule comes again."""
        result = self._removed(proof)
        if isinstance(result, Done):  # what was told to be still there is told to be gone
            self._advance(proof, self.ways.freed if proof.stuck else self.ways.cleaned, "")
        elif isinstance(result, Refused) and not proof.stuck:
            self._advance(proof, self.ways.left, self.ways.stuck(proof, result))

    def _look_again(self, proof: _Proof, seconds: int) -> None:
        place = Place("", proof.requester, proof.place.channel)
        self.context.queue.send(
            Job(self.context.new_id(), place, self.ways.look(proof.id)), seconds
        )

    def _free_id(self) -> str:
        """Short enough for people to read in a name, and nobody else's."""
        while True:
            id = self.context.new_id()[:SHOWN]
            if self._proofs.get(id) is None:
                return id

    def _held(self, topic: str, proof: _Proof) -> str:
        """Why a proof that could not be written was not: another's, or the same one twice."""
        other = self._proofs.on_topic(topic)
        return self._busy(other) if other else self._now(proof)

    def _busy(self, proof: _Proof) -> str:
        return texts.busy(self.ways.stands(proof))

    def _refuse(self, request: ProofRequest, why: str) -> None:
        """Logged like an act."""
        self.context.store.log.put(of_refusal(request, self._clock(), why))

    def _now(self, proof: _Proof) -> str:
        return self.ways.stands(self._proofs.get(proof.id) or proof)

    def _clock(self) -> datetime:
        return self.context.clock()
