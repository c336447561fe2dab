"""What is said of a proof in the thread where it was asked for, each thing once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.core.jobs import Job, Place
from bot.core.jobs.proofs import PostProofEvent
from bot.core.outgoing import Outgoing, Says
from bot.core.proof.run import Proof
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send
from bot.jobs.registry import handles
from bot.jobs.threads import post_once, take_buttons
from bot.slack.reach import one_by_one
from bot.slack.render import proof as render
from bot.slack.render.change_thread import decided
from bot.slack.render.message import Message

_NAMED = re.compile(r"<@([UW][A-Z0-9]+)>")
_log = logging.getLogger(__name__)


class ProofEvent(StrEnum):
    """What can be said; the end of the mark by which it is found."""

    STARTED = "started"
    ARRIVED = "arrived"
    WAITS = "waits"
    EXPIRED = "expired"
    ENDED = "ended"
    FAILED = "failed"
    REMOVED = "removed"
    STUCK = "stuck"


_HEADLINES = {
    ProofEvent.STARTED: "",
    ProofEvent.ARRIVED: "✅ Proved: the alert arrived",
    ProofEvent.WAITS: "🕐 The alert has not come yet",
    ProofEvent.EXPIRED: "⌛ No alert came within 24 hours",
    ProofEvent.ENDED: "⏹️ The proof was ended",
    ProofEvent.FAILED: "❌ The proof did not begin",
    ProofEvent.REMOVED: "🧹 The temporary budget is gone",
    ProofEvent.STUCK: "⚠️ The temporary budget is still there",
}
_LAST = frozenset({ProofEvent.ARRIVED, ProofEvent.EXPIRED, ProofEvent.ENDED, ProofEvent.FAILED})
"""After these there is nothing to end any more."""


@dataclass(frozen=True, slots=True)
class ProofThread:
    """Says things of a proof by the outbox; a text is worked out of the proof as it is kept."""

    context: Context

    def says(self, word: ProofEvent, says: Callable[[Proof], str] = lambda _: "") -> Says[Proof]:
        """The message of a proof that is about to be written."""
        return lambda proof: (self._message(proof, word, says(proof)),)

    def said(self, proof: Proof, word: ProofEvent) -> None:
        """The proof is written, with its message: say it. Raises nothing of Slack's."""
        send(self.context, [self._message(proof, word, "")])

    def _message(self, proof: Proof, word: ProofEvent, says: str) -> Outgoing:
        mark = f"{proof.id}.{word}"
        place = Place(self.context.settings.team_id, proof.requester, proof.place.channel)
        told = PostProofEvent(proof.id, mark, _HEADLINES[word], says)
        return kept(self.context, mark, Job(self.context.new_id(), place, told))


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
    if what.mark.removeprefix(f"{proof.id}.") in _LAST:
        started = f"{proof.id}.{ProofEvent.STARTED}"
        take_buttons(slack, place.channel, place.thread, {started}, proof.version)


def _drawn(proof: Proof, told: PostProofEvent) -> Message:
    if told.mark == f"{proof.id}.{ProofEvent.STARTED}":
        drawn = render.started(proof, told.mark)
        return drawn if proof.runs else decided(told.mark, drawn.text, drawn.blocks)
    # The one line that names somebody is all ours.
    ended = told.mark == f"{proof.id}.{ProofEvent.ENDED}"
    people = _NAMED.findall(told.says) if ended else ()
    return render.line(proof, told.mark, told.headline, told.says, people)
