"""The jobs of proofs: what people press, and what the schedule leaves."""

from __future__ import annotations

from bot.core.change.change import ChangePlace
from bot.core.jobs.alarm_proofs import LookAtAlarmProof
from bot.core.jobs.change_steps import RunDue
from bot.core.jobs.proof_steps import LookAtProof
from bot.core.jobs.proofs import EndProof, PreviewAnswerProof, PreviewProof, Prove
from bot.core.proof.alarm_plan import AlarmProofPlan
from bot.core.proof.names import name_of
from bot.core.proof.subject import alarm_in
from bot.core.reference import topic_in
from bot.core.texts.needs import PREVIEW_GONE
from bot.features.proof.alarm.engine import AlarmProofEngine, alarm_proof_engine_of
from bot.features.proof.alarm.on_topic import alarm_on
from bot.features.proof.alarm.texts import NO_ALARM
from bot.features.proof.engine import ProofEngine, proof_engine_of
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.jobs.context import Context
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill
from bot.slack.render.alarm_proof import alarm_proof_view
from bot.slack.render.message import sentence
from bot.slack.render.parts import Json
from bot.slack.render.proof import proof_view, submission, text_view


@handles(PreviewProof)
def preview(context: Context, what: PreviewProof) -> None:
    """Show whom the alert would reach, in the view that waits."""
    wanted = what
    if topic_in(what.budget):
        wanted = what._replace(budget=alarm_on(context, what.account, what.topic))
    if wanted.budget:
        found = _engine_of(context, wanted.budget).preview(_ask(context, wanted))
    else:
        found = NO_ALARM
    _show(context, found, what.thread)


@handles(PreviewAnswerProof)
def preview_from_answer(context: Context, what: PreviewAnswerProof) -> None:
    """The same for the topic of that row."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    topic = answer.topics[what.row]
    preview(context, PreviewProof(answer.account, answer.budget, topic, what.view, what.thread))


@handles(Prove)
def prove(context: Context, what: Prove) -> None:
    """Begin what was previewed."""
    engine = _engine_of(context, what.budget)
    answer = engine.begin(_ask(context, what), what.proof, what.fingerprint, what.typed)
    _show(context, answer, what.thread)


@handles(EndProof)
def end(context: Context, what: EndProof) -> None:
    """End a proof before its time."""
    said = proof_engine_of(context).end(what.proof, context.job.place.user, context.job.id)
    if said:
        alone(context, sentence(context.job.id, said))


@handles(LookAtProof)
def look(context: Context, what: LookAtProof) -> None:
    """Do what a proof is due for."""
    proof_engine_of(context).look(what.proof)


@handles(LookAtAlarmProof)
def look_at_alarm(context: Context, what: LookAtAlarmProof) -> None:
    """Do what a proof by an alarm is due for."""
    alarm_proof_engine_of(context).look(what.proof)


@handles(RunDue)
def due(context: Context, _what: RunDue) -> None:
    """Leave a job for each proof that is due by now."""
    proof_engine_of(context).queue_due()
    alarm_proof_engine_of(context).queue_due()


def _engine_of(context: Context, budget: str) -> ProofEngine | AlarmProofEngine:
    """What proves it: a budget by a budget, an alarm by an alarm."""
    return alarm_proof_engine_of(context) if alarm_in(budget) else proof_engine_of(context)


def _ask(context: Context, what: PreviewProof | Prove) -> ProofRequest:
    place = ChangePlace(context.job.place.channel, thread=what.thread)
    who = context.job.place.user
    return ProofRequest(who, what.account, what.budget, what.topic, place, context.job.id)


def _show(context: Context, answer: ProofPreview | str, thread: str) -> None:
    """In the view that waits; where it is gone, for this person's eyes only."""
    if isinstance(answer, str):
        if not fill(context, text_view(answer, context.job.id)):
            alone(context, sentence(context.job.id, answer))
        return
    ids = submission(answer.plan, answer.id, context.job.place.channel, thread)
    view = _view(answer, context.job.id, ids)
    if not fill(context, view):
        alone(context, sentence(context.job.id, f"{answer.note} {PREVIEW_GONE}".strip()))


def _view(shown: ProofPreview, id: str, ids: str) -> Json:
    name = name_of(shown.id)
    if isinstance(shown.plan, AlarmProofPlan):
        return alarm_proof_view(shown.plan, name, id, ids, shown.note)
    return proof_view(shown.plan, name, id, ids, shown.note)
