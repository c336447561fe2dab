"""What is said of a proof in the thread where it was asked for: one reply, drawn anew from where it
stands, and beside it what who asked has to hear.
"""

from __future__ import annotations

import logging

from bot.core.jobs import Job, Place
from bot.core.jobs.proof_steps import PostProofEvent, ShowProof
from bot.core.life_cycle import Heard
from bot.core.outgoing import Outgoing
from bot.core.proof.run import Proof, ProofEvent
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.registry import handles
from bot.jobs.threads import post_once
from bot.slack.reach import is_taken, one_by_one, unless_refused
from bot.slack.render import proof as render
from bot.slack.render.message import Message

_log = logging.getLogger(__name__)


def messages_of(
    context: Context, proof: Proof, event: ProofEvent, why: str
) -> tuple[Outgoing, ...]:
    """What has to be said of a proof that is about to be written, for the outbox."""
    heard = event.row.heard
    said: list[Outgoing] = []
    if heard >= Heard.REQUESTER:
        mark = f"{proof.id}.{event}"
        said.append(
            kept(context, mark, _job(context, proof, PostProofEvent(proof.id, mark, "", why)))
        )
    if heard >= Heard.THREAD:
        said.append(kept(context, _mark(proof), _job(context, proof, ShowProof(proof.id))))
    return tuple(said)


@handles(ShowProof)
def show_proof(context: Context, what: ShowProof) -> None:
    """Post the proof's reply, or draw it anew as it stands.

    Raises SlackError to be tried again, and where nobody can be told; StoreError.
    """
    proof = context.store.proofs.get(what.proof)
    if proof is None:
        _log.error("Proof %s: nobody can tell where it stands", what.proof)
        return
    slack, channel, thread = context.slack, proof.place.channel, proof.place.thread
    mark = _mark(proof)
    ts = unless_refused(
        f"looking for {mark} in {channel}", lambda: slack.find_post(channel, mark, thread)
    )
    drawn = render.reply(proof, mark, edit=bool(ts))
    if ts:
        is_taken(f"drawing {mark} anew", lambda: slack.update(channel, ts, drawn))
    else:
        _post(context, proof, drawn, mark, unsure=False)


@handles(PostProofEvent)
def post_event(context: Context, what: PostProofEvent) -> None:
    """Post what who asked has to hear, once. Raises as `show_proof`."""
    proof = context.store.proofs.get(what.proof)
    if proof is None:
        _log.error("Proof %s: nobody can tell %r", what.proof, what.says)
        return
    event = ProofEvent(what.mark.removeprefix(f"{proof.id}."))
    if event.row.heard < Heard.REQUESTER:  # a job of the version before
        show_proof(context, ShowProof(proof.id))
        return
    again = context.job.unsure or context.job.attempt > 0
    drawn = render.news(proof, what.mark, event, what.says)
    _post(context, proof, drawn, what.mark, unsure=again)


def _post(context: Context, proof: Proof, drawn: Message, mark: str, *, unsure: bool) -> None:
    """In the thread; where the channel takes none, to who asked."""
    slack, place = context.slack, proof.place
    if not post_once(slack, place.channel, drawn, mark, place.thread, unsure=unsure):
        one_by_one(slack, [], "", proof.requester, drawn, mark)


def _mark(proof: Proof) -> str:
    """The id of the proof's one reply."""
    return f"{proof.id}.reply"


def _job(context: Context, proof: Proof, what: PostProofEvent | ShowProof) -> Job:
    place = Place(context.settings.team_id, proof.requester, proof.place.channel)
    return Job(context.new_id(), place, what)
