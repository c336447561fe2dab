"""What is said of a proof in the thread where it was asked for, each thing once."""

from __future__ import annotations

import logging
import re

from bot.core.jobs import Job, Place
from bot.core.jobs.proofs import PostProofEvent
from bot.core.life_cycle import Heard
from bot.core.outgoing import Outgoing
from bot.core.proof.run import STARTED, Outcome, Proof, ProofEvent
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.registry import handles
from bot.jobs.threads import post_once, take_buttons
from bot.slack.reach import one_by_one
from bot.slack.render import proof as render
from bot.slack.render.change_thread import decided
from bot.slack.render.message import Message

_NAMED = re.compile(r"<@([UW][A-Z0-9]+)>")
_log = logging.getLogger(__name__)


def message_of(
    context: Context, proof: Proof, event: ProofEvent, says: str
) -> tuple[Outgoing, ...]:
    """What has to be said of a proof that is about to be written, for the outbox."""
    if event.row.heard is Heard.NOBODY:
        return ()
    mark = f"{proof.id}.{event}"
    place = Place(context.settings.team_id, proof.requester, proof.place.channel)
    told = PostProofEvent(proof.id, mark, event.row.headline, says)
    return (kept(context, mark, Job(context.new_id(), place, told)),)


@handles(PostProofEvent)
def post_event(context: Context, what: PostProofEvent) -> None:
    """Post the line, once, and take the button away once there is nothing to end.

    Raises SlackError to be tried again, and where nobody can be told.
    """
    proof = context.store.proofs.get(what.proof)
    if proof is None:
        _log.error("Proof %s: nobody can tell %r", what.proof, what.says)
        return
    slack, place = context.slack, proof.place
    again = context.job.unsure or context.job.attempt > 0
    message = _drawn(proof, what)
    if not post_once(slack, place.channel, message, what.mark, place.thread, unsure=again):
        one_by_one(slack, [], "", proof.requester, message, what.mark)
    if _event(proof, what).row.to not in {None, Outcome.RUNNING}:  # there is nothing to end
        started = {f"{proof.id}.{event}" for event in STARTED}
        take_buttons(slack, place.channel, place.thread, started, proof.version)


def _drawn(proof: Proof, told: PostProofEvent) -> Message:
    event = _event(proof, told)
    if event in STARTED:
        drawn = render.started(proof, told.mark, event.row.headline)
        return drawn if proof.runs else decided(told.mark, drawn.text, drawn.blocks)
    # The one line that names somebody is all ours.
    people = _NAMED.findall(told.says) if event is ProofEvent.ENDED else ()
    return render.line(proof, told.mark, told.headline, told.says, people)


def _event(proof: Proof, told: PostProofEvent) -> ProofEvent:
    """By its mark; the job carries no more."""
    return ProofEvent(told.mark.removeprefix(f"{proof.id}."))
