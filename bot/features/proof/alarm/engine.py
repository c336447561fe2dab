"""Begins, follows and cleans up proofs by an alarm. Everything is in the log before it is done.

Safe to call from many processes and any number of times: of two, one takes each step, and only who
took the step to set the alarm sets it. A worker that dies leaves a proof that the schedule ends;
its alarm is removed by its name, whether it is there or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.aws.apply import Done, Refused, Result, Unsure
from bot.aws.proof_alarms import SETTING, TemporaryAlarm
from bot.core.jobs import Job, Place
from bot.core.jobs.alarm_proofs import LookAtAlarmProof
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport
from bot.core.proof.alarm_plan import AlarmProofPlan, plan_alarm_proof
from bot.core.proof.alarm_run import (
    ALARM_LOOK_AGAIN,
    ALARM_TRY_AGAIN,
    ASK_AGAIN,
    LEFT_AFTER,
    WAITS,
    AlarmProof,
    AlarmProofEvent,
)
from bot.core.proof.names import FIX, SHOWN
from bot.core.report import judge
from bot.core.texts.alarm_proof import DESCRIPTION, REASON
from bot.features.change.ports import Rights
from bot.features.change.rights import SlackRights
from bot.features.proof.alarm import texts
from bot.features.proof.alarm.advance import advance_alarm
from bot.features.proof.alarm.log_entries import of_alarm_step
from bot.features.proof.log_entries import of_refusal
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.ports import Alarms
from bot.store.alarm_proofs import AlarmProofs
from bot.store.pages import every


@dataclass(frozen=True, slots=True)
class AlarmProofEngine:
    """Its methods raise StoreError, and SlackError where a look-up of rights has to wait."""

    context: Context
    alarms: Alarms
    rights: Rights

    def preview(self, request: ProofRequest) -> ProofPreview | str:
        """What a proof would do; a sentence where there is none to be had."""
        id = self._free_id()
        found = self._looked(request, id)
        return ProofPreview(found, id) if isinstance(found, AlarmProofPlan) else found

    def begin(
        self, request: ProofRequest, id: str, fingerprint: str, typed: str
    ) -> ProofPreview | str:
        """Do what was previewed: what to say, or a plan to be looked at again."""
        known = self._proofs.get(id)
        if known:  # submitted, or delivered, twice
            return texts.stands(known)
        found = self._looked(request, id)
        if isinstance(found, str):
            return found
        if found.fingerprint != fingerprint:
            return ProofPreview(found, id, texts.changed())
        if found.acts and typed.strip() != found.topic_name:
            why = texts.wrong_name(typed, found)
            self._refuse(request, why)
            return ProofPreview(found, id, why)
        return self._begun(request, found, id)

    def look(self, id: str) -> None:
        """Do what it is due for."""
        proof = self._proofs.get(id)
        if proof is None or proof.removed:
            return
        if not proof.runs:
            self._remove(proof)
        elif proof.set_at is not None:
            self._ask(proof)
        elif self._clock() >= proof.begun + LEFT_AFTER:
            why = texts.abandoned()
            self._over(proof, AlarmProofEvent.ABANDONED, why)

    def queue_due(self) -> None:
        """Leave a job for each proof that is due. Of two schedules at once, one leaves it."""
        now = self._clock()
        for proof, at in tuple(every(lambda cursor: self._proofs.due(now, cursor=cursor))):
            until = now + (ALARM_TRY_AGAIN if proof.stuck else ALARM_LOOK_AGAIN)
            if self._proofs.postpone(proof, at, until):
                self._look_again(proof, 0)

    def _looked(self, request: ProofRequest, id: str) -> AlarmProofPlan | str:
        """Rights first, then what is there now."""
        refusal = self.rights.mend(request.who, FIX)
        if refusal:
            self._refuse(request, refusal.says)
            return refusal.text
        if SETTING not in self.context.settings.senders:
            return texts.NOT_SET_UP
        other = self._proofs.on_topic(request.topic)
        if other:
            return texts.busy(other)
        why = self.alarms.why_not(request.account)
        if why:
            return f"{texts.NOTHING} {why}"
        facts = self.context.reader.facts(request.account, request.budget)
        plan = plan_alarm_proof(facts, judge(facts, mends=False), request.topic, id)
        return f"{texts.NOTHING} {plan}" if isinstance(plan, str) else plan

    def _begun(self, request: ProofRequest, plan: AlarmProofPlan, id: str) -> str:
        now = self._clock()
        proof = AlarmProof(
            id=id,
            account=plan.account,
            budget=plan.budget,
            topic=plan.topic,
            requester=request.who,
            place=request.place,
            begun=now,
        )
        # The version of a first record is 1, that of the state that it leads to.
        first = replace(proof, version=0)
        record = of_alarm_step(first, AlarmProofEvent.BEGUN, now, request.who)
        if not self._proofs.begin(proof, record):
            other = self._proofs.on_topic(plan.topic)
            return texts.busy(other) if other else self._now(proof)
        self.context.crash_hook(AlarmProofEvent.BEGUN)
        return self._made(proof)

    def _made(self, proof: AlarmProof) -> str:
        result = self._wrote(self.alarms.make(_alarm_of(proof), proof.topic, DESCRIPTION))
        if isinstance(result, Unsure):
            return texts.unsure(proof, result.says)
        if isinstance(result, Refused):
            why = texts.not_made(proof, result)
            advance_alarm(self.context, proof, AlarmProofEvent.FAILED, reason=why, why=why)
            return why
        made = advance_alarm(self.context, proof, AlarmProofEvent.MADE)
        return self._set(made) if made else self._now(proof)

    def _set(self, proof: AlarmProof) -> str:
        """Once: it is written down before, and who finds that written never sets it."""
        now = self._clock()
        meant = advance_alarm(self.context, proof, AlarmProofEvent.INTENDED, set_at=now)
        if meant is None:
            return self._now(proof)
        result = self._wrote(self.alarms.set(_alarm_of(meant), REASON.format(id=meant.id)))
        if isinstance(result, Refused):
            why = texts.not_set(meant, result)
            self._over(meant, AlarmProofEvent.NOT_SET, why)
            return why
        # Without an answer its history tells whether it was set.
        known = advance_alarm(self.context, meant, AlarmProofEvent.SET) if _done(result) else meant
        return texts.told(self._ask(known)) if known else self._now(meant)

    def _ask(self, proof: AlarmProof) -> AlarmProof:
        """What its history says by now; the proof as it is then."""
        answer = self.alarms.told(_alarm_of(proof), proof.topic)
        self.context.crash_hook(CrashPoint.READ_BACK)
        if isinstance(answer, SenderReport) and answer.works is not None:
            event = AlarmProofEvent.ACCEPTED if answer.works else AlarmProofEvent.REJECTED
            return self._over(proof, event, answer.says)
        if self._clock() >= (proof.set_at or proof.begun) + WAITS:
            failed = answer if isinstance(answer, ReadFailed) else None
            words = answer.says if isinstance(answer, SenderReport) else ""
            return self._over(proof, AlarmProofEvent.UNSEEN, texts.unread(failed, words))
        self._look_again(proof, ASK_AGAIN)
        return proof

    def _over(self, proof: AlarmProof, how: AlarmProofEvent, why: str) -> AlarmProof:
        """Over: said, then cleaned up."""
        now = self._clock()
        kept = advance_alarm(self.context, proof, how, reason=why, why=why, told_at=now)
        if kept is None:
            return self._proofs.get(proof.id) or proof
        self._remove(kept)
        return kept

    def _remove(self, proof: AlarmProof) -> None:
        """Until it is done the schedule comes again."""
        result = self._wrote(self.alarms.remove(_alarm_of(proof)))
        if isinstance(result, Done):
            freed = AlarmProofEvent.FREED if proof.stuck else AlarmProofEvent.CLEANED
            advance_alarm(self.context, proof, freed)
        elif isinstance(result, Refused) and not proof.stuck:
            why = texts.stuck(proof, result)
            advance_alarm(self.context, proof, AlarmProofEvent.STUCK, reason=why)

    def _wrote(self, result: Result) -> Result:
        self.context.crash_hook(CrashPoint.WRITTEN)
        return result

    def _look_again(self, proof: AlarmProof, seconds: int) -> None:
        place = Place("", proof.requester, proof.place.channel)
        job = Job(self.context.new_id(), place, LookAtAlarmProof(proof.id))
        self.context.queue.send(job, seconds)

    def _free_id(self) -> str:
        """Short enough for people to read in an alarm's name, and nobody else's."""
        while True:
            id = self.context.new_id()[:SHOWN]
            if self._proofs.get(id) is None:
                return id

    def _refuse(self, request: ProofRequest, why: str) -> None:
        """Logged like an act."""
        self.context.store.log.put(of_refusal(request, self._clock(), why))

    def _now(self, proof: AlarmProof) -> str:
        return texts.stands(self._proofs.get(proof.id) or proof)

    @property
    def _proofs(self) -> AlarmProofs:
        return self.context.store.alarm_proofs

    def _clock(self) -> datetime:
        return self.context.clock()


def _alarm_of(proof: AlarmProof) -> TemporaryAlarm:
    return TemporaryAlarm(proof.account, proof.region, proof.name)


def _done(result: Result) -> bool:
    return isinstance(result, Done)


def alarm_proof_engine_of(context: Context) -> AlarmProofEngine:
    """What makes and ends proofs by an alarm in this process, for a kind of job that needs it."""
    rights = SlackRights(context.slack, context.settings)
    return AlarmProofEngine(context, context.writing.alarms, rights)
