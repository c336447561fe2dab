"""Begins, ends and cleans up proofs. Everything is in the log before it is done at AWS.

Safe to call from many processes and any number of times: of two, one takes each step. A worker that
dies leaves a proof whose budget is looked for by its name, and removed in the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.aws.apply import Done, Refused
from bot.aws.proof_budgets import Order
from bot.core.accounts.authorize import Refusal
from bot.core.change import LogRecord
from bot.core.jobs import Job, Place
from bot.core.jobs.proofs import LookAtProof
from bot.core.proof.names import FIX
from bot.core.proof.plan import AMOUNT, CannotProve, ProofPlan, plan_proof
from bot.core.proof.run import LIVES, Outcome, Proof
from bot.core.report import judge
from bot.features.change.ports import Rights
from bot.features.change.rights import SlackRights
from bot.features.proof import texts
from bot.features.proof.arrival import ProofArrivals, arrivals_of
from bot.features.proof.log_entries import ITSELF, ProofAct, of_refusal, of_step
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.features.proof.thread import ProofEvent, ProofThread
from bot.jobs.context import Context
from bot.jobs.ports import Budgets
from bot.store.log import Log
from bot.store.pages import every
from bot.store.proofs import Proofs

SETTLE_AFTER = timedelta(minutes=6)
"""Longer than the worker's time-out: what is not made by then was left by a worker that is gone."""
SAY_AFTER = timedelta(hours=1)
LOOK_AGAIN = timedelta(minutes=2)
TRY_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ProofEngine:
    """Its methods raise StoreError, and SlackError where a look-up of rights has to wait.

    `ours` is the ARN of the function that takes alerts, "" without one.
    """

    arrivals: ProofArrivals
    budgets: Budgets
    log: Log
    rights: Rights
    new_id: Callable[[], str]
    ours: str
    allow_unencrypted: bool = False

    def preview(self, request: ProofRequest) -> ProofPreview | str:
        """What a proof would do; a sentence where there is none to be had."""
        id = self.new_id()
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
            return "Nothing was ended: budget-check does not know this proof."
        refusal = None if who == proof.requester else self.rights.mend(who, FIX)
        if refusal:
            request = ProofRequest(who, proof.account, proof.budget, proof.topic, proof.place, job)
            self._refuse(request, _worded(refusal))
            return f"{_worded(refusal)} {texts.not_yours()}"
        if not proof.runs:
            return texts.stands(proof)
        done = self._over(
            proof, Outcome.ENDED, ProofAct.ENDED, texts.ended(who), ProofEvent.ENDED, who
        )
        return "" if done else self._now(proof)

    def look(self, id: str) -> None:
        """Do what it is due for."""
        proof = self._proofs.get(id)
        if proof is None or proof.removed:
            return
        if proof.runs and proof.seen_at:
            proof = self.arrivals.complete(proof)
        if not proof.runs:
            self._remove(proof)
        elif not proof.made and not proof.seen_at:
            self._settle(proof)
        elif self._clock() >= proof.until:
            self._over(
                proof, Outcome.EXPIRED, ProofAct.EXPIRED, texts.expired(proof), ProofEvent.EXPIRED
            )
        elif not proof.waited and self._clock() >= proof.begun + SAY_AFTER:
            self._wait(proof)

    def queue_due(self) -> None:
        """Leave a job for each proof that is due. Of two schedules at once, one leaves it."""
        now = self._clock()
        for proof, at in tuple(every(lambda cursor: self._proofs.due(now, cursor=cursor))):
            until = now + (TRY_AGAIN if proof.stuck else LOOK_AGAIN)
            if self._proofs.postpone(proof, at, until):
                place = Place("", proof.requester, proof.place.channel)
                self._thread.context.queue.send(Job(self.new_id(), place, LookAtProof(proof.id)))

    def _looked(self, request: ProofRequest, id: str) -> ProofPlan | str:
        """Rights first, then what is there now."""
        refusal = self.rights.mend(request.who, FIX)
        if refusal:
            self._refuse(request, _worded(refusal))
            return _worded(refusal)
        other = self._proofs.on_topic(request.topic)
        if other:
            return texts.busy(other)
        why = self.budgets.why_not(request.account)
        if why:
            return f"{texts.NOTHING} {why}"
        facts = self.arrivals.reader.facts(request.account, request.budget)
        report = judge(facts, allow_unencrypted=self.allow_unencrypted)
        plan = plan_proof(facts, report, request.topic, id, self.ours)
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
        record = of_step(replace(proof, version=0), ProofAct.BEGUN, now, request.who)
        if not self._proofs.begin(proof, record, now + SETTLE_AFTER):
            other = self._proofs.on_topic(plan.topic)
            return texts.busy(other) if other else self._now(proof)
        return self._made(proof)

    def _made(self, proof: Proof) -> str:
        result = self.budgets.make(
            Order(proof.account, proof.name, proof.topic, AMOUNT, proof.unit)
        )
        match result:
            case Done():
                return self._runs(proof, ProofAct.MADE)
            case Refused():
                why = texts.not_made(proof, result)
                self._failed(proof, why)
                return why
            case _:
                return texts.unsure(proof, result.says)

    def _runs(self, proof: Proof, did: ProofAct) -> str:
        due = proof.begun + SAY_AFTER
        record = of_step(proof, did, self._clock())
        says = self._thread.says(ProofEvent.STARTED)
        kept = self._proofs.step(proof, record, due, says, made=True)
        if kept is None:
            return self._now(proof)
        self._thread.said(kept, ProofEvent.STARTED)
        return texts.begun(kept)

    def _settle(self, proof: Proof) -> None:
        """Whoever began it is gone: its budget is looked for by its name."""
        there = self.budgets.is_there(proof.account, proof.name)
        if there is True:
            self._runs(proof, ProofAct.FOUND)
        elif there is False:
            self._failed(proof, texts.interrupted(proof))

    def _failed(self, proof: Proof, why: str) -> None:
        """There is no budget, so there is none to remove."""
        record = of_step(proof, ProofAct.FAILED, self._clock(), why=why)
        says = self._thread.says(ProofEvent.FAILED, lambda _: why)
        kept = self._proofs.step(proof, record, None, says, outcome=Outcome.FAILED, removed=True)
        if kept:
            self._thread.said(kept, ProofEvent.FAILED)

    def _wait(self, proof: Proof) -> None:
        record = of_step(proof, ProofAct.WAITED, self._clock())
        says = self._thread.says(ProofEvent.WAITS, texts.waits)
        kept = self._proofs.step(proof, record, proof.until, says, waited=True)
        if kept:
            self._thread.said(kept, ProofEvent.WAITS)

    def _over(  # noqa: PLR0913, PLR0917 (how it ended, in each place's words)
        self, proof: Proof, how: Outcome, did: ProofAct, why: str, word: ProofEvent, who: str = ""
    ) -> bool:
        """Over without an alert: said, then cleaned up."""
        now = self._clock()
        record = of_step(proof, did, now, who or ITSELF, why)
        says = self._thread.says(word, lambda _: why)
        kept = self._proofs.step(proof, record, now, says, outcome=how)
        if kept is None:
            return False
        self._thread.said(kept, word)
        self._remove(kept)
        return True

    def _remove(self, proof: Proof) -> None:
        """Until it is done the schedule comes again."""
        result = self.budgets.remove(proof.account, proof.name)
        if isinstance(result, Done):
            record = of_step(proof, ProofAct.REMOVED, self._clock())
            if proof.stuck:
                self._freed(proof, record)
            else:
                self._proofs.step(proof, record, None, removed=True)
        elif isinstance(result, Refused) and not proof.stuck:
            self._stuck(proof, result)

    def _freed(self, proof: Proof, record: LogRecord) -> None:
        """What was told to be still there is gone."""
        says = self._thread.says(ProofEvent.REMOVED, texts.removed)
        kept = self._proofs.step(proof, record, None, says, removed=True)
        if kept:
            self._thread.said(kept, ProofEvent.REMOVED)

    def _stuck(self, proof: Proof, result: Refused) -> None:
        now, why = self._clock(), texts.stuck(proof, result)
        record = of_step(proof, ProofAct.STUCK, now, why=why)
        says = self._thread.says(ProofEvent.STUCK, lambda _: why)
        kept = self._proofs.step(proof, record, now + TRY_AGAIN, says, stuck=True)
        if kept:
            self._thread.said(kept, ProofEvent.STUCK)

    def _refuse(self, request: ProofRequest, why: str) -> None:
        """Logged like an act."""
        self.log.put(
            of_refusal(
                request.job,
                self._clock(),
                request.who,
                request.account,
                request.budget,
                request.topic,
                why,
                request.place,
            )
        )

    def _now(self, proof: Proof) -> str:
        return texts.stands(self._proofs.get(proof.id) or proof)

    @property
    def _proofs(self) -> Proofs:
        return self.arrivals.proofs

    @property
    def _thread(self) -> ProofThread:
        return self.arrivals.thread

    def _clock(self) -> datetime:
        return self.arrivals.clock()


def proof_engine_of(context: Context) -> ProofEngine:
    """What begins and ends proofs in this process, for a kind of job that needs it."""
    settings = context.settings
    return ProofEngine(
        arrivals=arrivals_of(context),
        budgets=context.writing.budgets,
        log=context.store.log,
        rights=SlackRights(context.slack, settings),
        new_id=context.new_id,
        ours=settings.events_function,
        allow_unencrypted=settings.allow_unencrypted,
    )


def _worded(refusal: Refusal) -> str:
    return f"Refused ({refusal.reason.value}). {refusal.says}"
