"""The jobs of proofs: what people press, what the schedule leaves, what is told later."""

from __future__ import annotations

import logging

from bot.core.change import Place
from bot.core.jobs.changes import Due
from bot.core.jobs.proofs import EndProof, LookAtProof, PreviewProof, ProofTold, Prove
from bot.core.proving.names import name_of
from bot.features.change.buttons import CLOSED
from bot.features.proof.engine import Prover, prover_of
from bot.features.proof.ports import Ask, Shown
from bot.features.proof.thread import write
from bot.jobs.context import Desk
from bot.jobs.reply import alone, fill, tell
from bot.slack.render.message import sentence
from bot.slack.render.proof import proof_view, said_view, submission

_GONE = "The window of the preview is gone. Press the button again."
_log = logging.getLogger(__name__)


def preview(desk: Desk, what: PreviewProof) -> None:
    """Show whom the alert would reach, in the view that waits."""
    prover = _prover(desk)
    if prover:
        _show(desk, prover.preview(_ask(desk, what)), what.thread)


def prove(desk: Desk, what: Prove) -> None:
    """Begin what was previewed."""
    prover = _prover(desk)
    if prover:
        answer = prover.begin(_ask(desk, what), what.proof, what.fingerprint, what.typed)
        _show(desk, answer, what.thread)


def end(desk: Desk, what: EndProof) -> None:
    """End a proof before its time."""
    prover = _prover(desk)
    said = prover.end(what.proof, desk.job.place.user, desk.job.id) if prover else ""
    if said:
        alone(desk, sentence(desk.job.id, said))


def look(desk: Desk, what: LookAtProof) -> None:
    """Do what a proof is due for."""
    prover = prover_of(desk)
    if prover is None:
        _log.error("Proof %s came to a worker that may not write", what.proof)
        return
    prover.look(what.proof)


def due(desk: Desk, _what: Due) -> None:
    """Leave a job for each proof that is due by now."""
    prover = prover_of(desk)
    if prover:
        prover.queue_due()


def told(desk: Desk, what: ProofTold) -> None:
    """Tell what Slack did not take at first. Raises SlackError to be tried again."""
    proof = desk.office.proofs.get(what.proof) if desk.office else None
    if proof is None:
        _log.error("Proof %s: nobody can tell %r", what.proof, what.says)
        return
    write(desk.slack, proof, what, unsure=desk.job.unsure or desk.job.attempt > 0)


def _prover(desk: Desk) -> Prover | None:
    """None, and the person told, where nothing is ever written."""
    prover = prover_of(desk)
    if prover is None:
        tell(desk, CLOSED)
    return prover


def _ask(desk: Desk, what: PreviewProof | Prove) -> Ask:
    place = Place(desk.job.place.channel, thread=what.thread)
    who = desk.job.place.user
    return Ask(who, what.account, what.budget, what.topic, place, desk.job.id)


def _show(desk: Desk, answer: Shown | str, thread: str) -> None:
    """In the view that waits; where it is gone, for this person's eyes only."""
    if isinstance(answer, str):
        if not fill(desk, said_view(answer, desk.job.id)):
            alone(desk, sentence(desk.job.id, answer))
        return
    ids = submission(answer.plan, answer.id, desk.job.place.channel, thread)
    view = proof_view(answer.plan, name_of(answer.id), desk.job.id, ids, answer.note)
    if not fill(desk, view):
        alone(desk, sentence(desk.job.id, f"{answer.note} {_GONE}".strip()))
