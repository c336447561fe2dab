"""Begins, follows and cleans up proofs by an alarm. Everything is in the log before it is done.

Safe to call from many processes and any number of times: of two, one takes each step, and only who
took the step to set the alarm sets it. A worker that dies leaves a proof that the schedule ends;
its alarm is removed by its name, whether it is there or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.aws.apply import Done, Refused, Result, Unsure
from bot.aws.proof_alarms import SETTING, TemporaryAlarm
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
from bot.core.report import judge
from bot.core.texts.alarm_proof import DESCRIPTION, REASON
from bot.features.change.rights import SlackRights
from bot.features.proof.alarm import texts
from bot.features.proof.alarm.advance import advance_alarm
from bot.features.proof.alarm.log_entries import of_alarm_step
from bot.features.proof.engine_base import ProofEngineBase, ProofWays
from bot.features.proof.ports import ProofRequest
from bot.features.proof.texts import NOTHING
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.ports import Alarms
from bot.store.alarm_proofs import AlarmProofs

_WAYS = ProofWays(
    stands=texts.stands,
    stuck=texts.stuck,
    changed=texts.CHANGED,
    cleaned=AlarmProofEvent.CLEANED,
    freed=AlarmProofEvent.FREED,
    left=AlarmProofEvent.STUCK,
    look=LookAtAlarmProof,
    again=ALARM_LOOK_AGAIN,
    stuck_again=ALARM_TRY_AGAIN,
)


@dataclass(frozen=True, slots=True)
class AlarmProofEngine(ProofEngineBase[AlarmProofPlan, AlarmProof, AlarmProofEvent]):
    """Its methods raise StoreError, and SlackError where a look-up of rights has to wait."""

    alarms: Alarms

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

    def _not_set_up(self) -> str:
        return "" if SETTING in self.context.settings.senders else texts.NOT_SET_UP

    def _planned(self, request: ProofRequest, id: str) -> AlarmProofPlan | str:
        facts = self.context.reader.facts(request.account, request.budget)
        plan = plan_alarm_proof(facts, judge(facts, mends=False), request.topic, id)
        return f"{NOTHING} {plan}" if isinstance(plan, str) else plan

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
            return self._held(plan.topic, proof)
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

    def _removed(self, proof: AlarmProof) -> Result:
        return self._wrote(self.alarms.remove(_alarm_of(proof)))

    def _advance(self, proof: AlarmProof, event: AlarmProofEvent, reason: str) -> None:
        advance_alarm(self.context, proof, event, reason=reason)

    def _wrote(self, result: Result) -> Result:
        self.context.crash_hook(CrashPoint.WRITTEN)
        return result

    @property
    def _proofs(self) -> AlarmProofs:
        return self.context.store.alarm_proofs

    @property
    def _maker(self) -> Alarms:
        return self.alarms


def _alarm_of(proof: AlarmProof) -> TemporaryAlarm:
    return TemporaryAlarm(proof.account, proof.region, proof.name)


def _done(result: Result) -> bool:
    return isinstance(result, Done)


def alarm_proof_engine_of(context: Context) -> AlarmProofEngine:
    """What makes and ends proofs by an alarm in this process, for a kind of job that needs it."""
    rights = SlackRights(context.slack, context.settings)
    return AlarmProofEngine(context, rights, _WAYS, context.writing.alarms)
