"""Begins, ends and cleans up proofs. Everything is in the log before it is done at AWS.

Safe to call from many processes and any number of times: of two, one takes each step. A worker that
dies leaves a proof whose budget is looked for by its name, and removed in the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.aws.apply import Done, Refused, Result
from bot.aws.proof_budgets import Order
from bot.core.jobs.proof_steps import LookAtProof
from bot.core.proof.names import FIX
from bot.core.proof.obstacle import CannotProve
from bot.core.proof.plan import AMOUNT, ProofPlan, plan_proof
from bot.core.proof.run import LIVES, LOOK_AGAIN, SAY_AFTER, TRY_AGAIN, Proof, ProofEvent
from bot.core.report import judge
from bot.features.change.rights import SlackRights
from bot.features.proof import texts
from bot.features.proof.advance import advance
from bot.features.proof.arrival import ProofArrivals
from bot.features.proof.engine_base import ProofEngineBase, ProofWays
from bot.features.proof.log_entries import ITSELF, of_step
from bot.features.proof.ports import ProofRequest
from bot.jobs.context import Context
from bot.jobs.ports import Budgets
from bot.store.proofs import Proofs

_WAYS = ProofWays(
    stands=texts.stands,
    stuck=texts.stuck,
    changed=texts.CHANGED,
    cleaned=ProofEvent.CLEANED,
    freed=ProofEvent.FREED,
    left=ProofEvent.STUCK,
    look=LookAtProof,
    again=LOOK_AGAIN,
    stuck_again=TRY_AGAIN,
)


@dataclass(frozen=True, slots=True)
class ProofEngine(ProofEngineBase[ProofPlan, Proof, ProofEvent]):
    """Its methods raise StoreError, and SlackError where a look-up of rights has to wait."""

    budgets: Budgets

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

    def _planned(self, request: ProofRequest, id: str) -> ProofPlan | str:
        settings = self.context.settings
        facts = self.context.reader.facts(request.account, request.budget)
        report = judge(facts, allow_unencrypted=settings.allow_unencrypted)
        plan = plan_proof(facts, report, request.topic, id, settings.own)
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
            return self._held(plan.topic, proof)
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

    def _removed(self, proof: Proof) -> Result:
        return self.budgets.remove(proof.account, proof.name)

    def _advance(self, proof: Proof, event: ProofEvent, reason: str) -> None:
        advance(self.context, proof, event, reason=reason)

    @property
    def _proofs(self) -> Proofs:
        return self.context.store.proofs

    @property
    def _maker(self) -> Budgets:
        return self.budgets


def proof_engine_of(context: Context) -> ProofEngine:
    """What begins and ends proofs in this process, for a kind of job that needs it."""
    rights = SlackRights(context.slack, context.settings)
    return ProofEngine(context, rights, _WAYS, context.writing.budgets)
