"""The jobs of proofs: what people press, and what the schedule leaves."""

from __future__ import annotations

from bot.core.change import Place
from bot.core.jobs.changes import Due
from bot.core.jobs.proofs import EndProof, LookAtProof, PreviewProof, Prove
from bot.core.proving.names import name_of
from bot.features.proof.engine import prover_of
from bot.features.proof.ports import Ask, Shown
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill
from bot.slack.render.message import sentence
from bot.slack.render.proof import proof_view, said_view, submission

_GONE = "The window of the preview is gone. Press the button again."


@handles(PreviewProof)
def preview(context: Context, what: PreviewProof) -> None:
    """Show whom the alert would reach, in the view that waits."""
    _show(context, prover_of(context).preview(_ask(context, what)), what.thread)


@handles(Prove)
def prove(context: Context, what: Prove) -> None:
    """Begin what was previewed."""
    prover = prover_of(context)
    answer = prover.begin(_ask(context, what), what.proof, what.fingerprint, what.typed)
    _show(context, answer, what.thread)


@handles(EndProof)
def end(context: Context, what: EndProof) -> None:
    """End a proof before its time."""
    said = prover_of(context).end(what.proof, context.job.place.user, context.job.id)
    if said:
        alone(context, sentence(context.job.id, said))


@handles(LookAtProof)
def look(context: Context, what: LookAtProof) -> None:
    """Do what a proof is due for."""
    prover_of(context).look(what.proof)


@handles(Due)
def due(context: Context, _what: Due) -> None:
    """Leave a job for each proof that is due by now."""
    prover_of(context).queue_due()


def _ask(context: Context, what: PreviewProof | Prove) -> Ask:
    place = Place(context.job.place.channel, thread=what.thread)
    who = context.job.place.user
    return Ask(who, what.account, what.budget, what.topic, place, context.job.id)


def _show(context: Context, answer: Shown | str, thread: str) -> None:
    """In the view that waits; where it is gone, for this person's eyes only."""
    if isinstance(answer, str):
        if not fill(context, said_view(answer, context.job.id)):
            alone(context, sentence(context.job.id, answer))
        return
    ids = submission(answer.plan, answer.id, context.job.place.channel, thread)
    view = proof_view(answer.plan, name_of(answer.id), context.job.id, ids, answer.note)
    if not fill(context, view):
        alone(context, sentence(context.job.id, f"{answer.note} {_GONE}".strip()))
