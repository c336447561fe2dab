"""Begins, ends and cleans up proofs. Everything is in the log before it is done at AWS.

Safe to call from many processes and any number of times: of two, one takes each step. A worker that
dies leaves a proof whose budget is looked for by its name, and removed in the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.aws.apply import Done, Refused
from bot.aws.proof_budgets import Order
from bot.core.jobs import Job, Place
from bot.core.jobs.proofs import LookAtProof
from bot.core.proof.names import FIX, SHOWN
from bot.core.proof.obstacle import CannotProve
from bot.core.proof.plan import AMOUNT, ProofPlan, plan_proof
from bot.core.proof.run import LIVES, LOOK_AGAIN, SAY_AFTER, TRY_AGAIN, Proof, ProofEvent
from bot.core.report import judge
from bot.features.change.ports import Rights
from bot.features.change.rights import SlackRights
from bot.features.proof import texts
from bot.features.proof.advance import advance
from bot.features.proof.arrival import ProofArrivals
from bot.features.proof.log_entries import ITSELF, of_refusal, of_step
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.jobs.context import Context
from bot.jobs.ports import Budgets
from bot.store.pages import every
from bot.store.proofs import Proofs


@dataclass(frozen=True, slots=True)
class ProofEngine:
    """Its methods raise StoreError, and SlackError where a look-up of rights has to wait."""

    context: Context
    budgets: Budgets
    rights: Rights

    def preview(self, request: ProofRequest) -> ProofPreview | str:
        """What a proof would do; a sentence where there is none to be had."""
        id = self._free_id()
        found = self._looked(request, id)
        return ProofPreview(found, id) if isinstance(found, ProofPlan) else found

    def begin(
        self, request: ProofRequest, id: str, fingerprint: str, typed: str
    ) -> ProofPreview | str:
        """Begin what was previewed: what to say, or a plan to be looked at again."""
        known = self._proofs.get(id)
        if known:  # submitted, or delivered, twice
            return texts.stands(known)
        found = self._looked(request, id)
        if not isinstance(found, ProofPlan):
            return found
        if found.fingerprint != fingerprint:
            return ProofPreview(found, id, texts.changed())
        if found.acts and typed.strip() != found.topic_name:
            why = texts.wrong_name(typed, found)
            self._refuse(request, why)
            return ProofPreview(found, id, why)
        return self._begun(request, found, id)

    def end(self, id: str, who: str, job: str) -> str:
        """End it before its time; what to say to `who`, "" where the thread says it."""
        proof = self._proofs.get(id)
        if proof is None:
            return texts.NOT_KNOWN
        refusal = None if who == proof.requester else self.rights.mend(who, FIX)
        if refusal:
            request = ProofRequest(who, proof.account, proof.budget, proof.topic, proof.place, job)
            self._refuse(request, refusal.says)
            return f"{refusal.text} {texts.not_yours()}"
        if not proof.runs:
            return texts.stands(proof)
        done = self._over(proof, ProofEvent.ENDED, who)
        return "" if done else self._now(proof)

    def look(self, id: str) -> None:
        """Do what it is due for."""
        proof = self._proofs.get(id)
        if proof is None or proof.removed:
            return
        if proof.runs and proof.seen_at:
            proof = ProofArrivals(self.context).complete(proof)
        if not proof.runs:
            self._remove(proof)
        elif not proof.made and not proof.seen_at:
            self._settle(proof)
        elif self._clock() >= proof.until:
            self._over(proof, ProofEvent.EXPIRED)
        elif not proof.waited and self._clock() >= proof.begun + SAY_AFTER:
            advance(self.context, proof, ProofEvent.WAITED)

    def queue_due(self) -> None:
        """Leave a job for each proof that is due. Of two schedules at once, one leaves it."""
        now = self._clock()
        for proof, at in tuple(every(lambda cursor: self._proofs.due(now, cursor=cursor))):
            until = now + (TRY_AGAIN if proof.stuck else LOOK_AGAIN)
            if self._proofs.postpone(proof, at, until):
                place = Place("", proof.requester, proof.place.channel)
                self.context.queue.send(Job(self.context.new_id(), place, LookAtProof(proof.id)))

    def _looked(self, request: ProofRequest, id: str) -> ProofPlan | str:
        """Rights first, then what is there now."""
        refusal = self.rights.mend(request.who, FIX)
        if refusal:
            self._refuse(request, refusal.says)
            return refusal.text
        other = self._proofs.on_topic(request.topic)
        if other:
            return texts.busy(other)
        why = self.budgets.why_not(request.account)
        if why:
            return f"{texts.NOTHING} {why}"
        settings = self.context.settings
        facts = self.context.reader.facts(request.account, request.budget)
        report = judge(facts, allow_unencrypted=settings.allow_unencrypted)
        plan = plan_proof(facts, report, request.topic, id, settings.events_function)
        return f"{texts.NOTHING} {plan.why}" if isinstance(plan, CannotProve) else plan

    def _begun(self, request: ProofRequest, plan: ProofPlan, id: str) -> str:
        now = self._clock()
        proof = Proof(
            id=id,
            account=plan.account,
            budget=plan.budget,
            topic=plan.topic,
            unit=plan.unit,
            requester=request.who,
            place=request.place,
            begun=now,
            until=now + LIVES,
        )
        # The version of a first record is 1, that of the state that it leads to.
        record = of_step(replace(proof, version=0), ProofEvent.BEGUN, now, request.who)
        if not self._proofs.begin(proof, record):
            other = self._proofs.on_topic(plan.topic)
            return texts.busy(other) if other else self._now(proof)
        return self._made(proof)

    def _made(self, proof: Proof) -> str:
        result = self.budgets.make(
            Order(proof.account, proof.name, proof.topic, AMOUNT, proof.unit)
        )
        match result:
            case Done():
                return self._runs(proof, ProofEvent.MADE)
            case Refused():
                why = texts.not_made(proof, result)
                self._failed(proof, why)
                return why
            case _:
                return texts.unsure(proof, result.says)

    def _runs(self, proof: Proof, event: ProofEvent) -> str:
        kept = advance(self.context, proof, event)
        return texts.begun(kept) if kept else self._now(proof)

    def _settle(self, proof: Proof) -> None:
        """Whoever began it is gone: its budget is looked for by its name."""
        there = self.budgets.is_there(proof.account, proof.name)
        if there is True:
            self._runs(proof, ProofEvent.FOUND)
        elif there is False:
            self._failed(proof, texts.interrupted(proof))

    def _failed(self, proof: Proof, why: str) -> None:
        """There is no budget, so there is none to remove."""
        advance(self.context, proof, ProofEvent.FAILED, reason=why, why=why)

    def _over(self, proof: Proof, how: ProofEvent, who: str = ITSELF) -> bool:
        """Over without an alert: said, then cleaned up."""
        ended_by = "" if who == ITSELF else who
        kept = advance(self.context, proof, how, who=who, ended_by=ended_by)
        if kept:
            self._remove(kept)
        return kept is not None

    def _remove(self, proof: Proof) -> None:
        """Until it is done the schedule comes again."""
        result = self.budgets.remove(proof.account, proof.name)
        if isinstance(result, Done) and proof.stuck:  # what was told to be still there is gone
            advance(self.context, proof, ProofEvent.FREED)
        elif isinstance(result, Done):
            advance(self.context, proof, ProofEvent.CLEANED)
        elif isinstance(result, Refused) and not proof.stuck:
            why = texts.stuck(proof, result)
            advance(self.context, proof, ProofEvent.STUCK, reason=why)

    def _free_id(self) -> str:
        """Short enough for people to read in a budget's name, and nobody else's."""
        while True:
            id = self.context.new_id()[:SHOWN]
            if self._proofs.get(id) is None:
                return id

    def _refuse(self, request: ProofRequest, why: str) -> None:
        """Logged like an act."""
        self.context.store.log.put(of_refusal(request, self._clock(), why))

    def _now(self, proof: Proof) -> str:
        return texts.stands(self._proofs.get(proof.id) or proof)

    @property
    def _proofs(self) -> Proofs:
        return self.context.store.proofs

    def _clock(self) -> datetime:
        return self.context.clock()


def proof_engine_of(context: Context) -> ProofEngine:
    """What begins and ends proofs in this process, for a kind of job that needs it."""
    rights = SlackRights(context.slack, context.settings)
    return ProofEngine(context, context.writing.budgets, rights)
