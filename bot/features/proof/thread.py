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
from bot.errors import SlackError
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send
from bot.jobs.registry import handles
from bot.slack.calls import is_final
from bot.slack.client import Slack
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
    if not (again and slack.find_post(place.channel, what.mark, place.thread)):
        _post(slack, proof, what)
    if what.mark.removeprefix(f"{proof.id}.") in _LAST:
        _take_button(slack, proof, what.mark)


def _post(slack: Slack, proof: Proof, told: PostProofEvent) -> None:
    message = _drawn(proof, told)
    try:
        slack.post(proof.place.channel, message, told.mark, proof.place.thread)
    except SlackError as error:
        if not is_final(error):
            raise
        _log.warning("Proof %s: no word in its thread: %s", proof.id, error)
        one_by_one(slack, [], "", proof.requester, message, told.mark)


def _drawn(proof: Proof, told: PostProofEvent) -> Message:
    if told.mark == f"{proof.id}.{ProofEvent.STARTED}":
        drawn = render.started(proof, told.mark)
        return drawn if proof.runs else decided(told.mark, drawn.text, drawn.blocks)
    # The one line that names somebody is all ours.
    ended = told.mark == f"{proof.id}.{ProofEvent.ENDED}"
    people = _NAMED.findall(told.says) if ended else ()
    return render.line(proof, told.mark, told.headline, told.says, people)


def _take_button(slack: Slack, proof: Proof, because: str) -> None:
    place, mark = proof.place, f"{proof.id}.{ProofEvent.STARTED}"
    try:
        posted = slack.find_posts(place.channel, {mark}, place.thread).get(mark)
        if posted:
            bare = decided(f"{because}.{proof.version}", posted.text, posted.blocks)
            slack.update(place.channel, posted.ts, bare)
    except SlackError as error:
        if not is_final(error):
            raise
        _log.warning("Proof %s: its button stays, and does nothing: %s", proof.id, error)
