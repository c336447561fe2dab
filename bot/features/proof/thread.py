"""What is said of a proof in the thread where it was asked for, each thing once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.core.jobs import Job, Place, Queue
from bot.core.jobs.proofs import ProofTold
from bot.core.proving.run import Proof
from bot.errors import SlackError
from bot.settings import Settings
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.reach import one_by_one
from bot.slack.render import proof as render
from bot.slack.render.message import Message
from bot.slack.render.story import decided

_LONGEST_DELAY = 900
_NAMED = re.compile(r"<@([UW][A-Z0-9]+)>")
_log = logging.getLogger(__name__)


class Word(StrEnum):
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
    Word.STARTED: "",
    Word.ARRIVED: "✅ Proved: the alert arrived",
    Word.WAITS: "🕐 The alert has not come yet",
    Word.EXPIRED: "⌛ No alert came within 24 hours",
    Word.ENDED: "⏹️ The proof was ended",
    Word.FAILED: "❌ The proof did not begin",
    Word.REMOVED: "🧹 The temporary budget is gone",
    Word.STUCK: "⚠️ The temporary budget is still there",
}
_LAST = frozenset({Word.ARRIVED, Word.EXPIRED, Word.ENDED, Word.FAILED})
"""After these there is nothing to end any more."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Says things in Slack. Raises nothing of Slack's: what it does not take now is told later."""

    slack: Slack
    queue: Queue
    settings: Settings
    new_id: Callable[[], str]

    def say(self, proof: Proof, word: Word, says: str = "") -> None:
        """Say it in the proof's thread."""
        told = ProofTold(proof.id, f"{proof.id}.{word}", _HEADLINES[word], says)
        try:
            write(self.slack, proof, told, unsure=False)
        except SlackError as error:
            if not may_pass(error):
                _log.error("Proof %s: nobody could be told %s: %s", proof.id, word, error)
                return
            wait = error.retry_after if error.retry_after is not None else 1
            place = Place(self.settings.team_id, proof.requester, proof.place.channel)
            # Its second attempt: the first may have posted, so it looks.
            job = Job(self.new_id(), place, told, attempt=1, unsure=True)
            self.queue.send(job, min(max(wait, 1), _LONGEST_DELAY))


def write(slack: Slack, proof: Proof, told: ProofTold, *, unsure: bool) -> None:
    """Post the line, and take the button away once there is nothing to end.

    With `unsure` an earlier attempt may have posted. Raises SlackError to be tried again, and where
    nobody can be told.
    """
    place = proof.place
    if not (unsure and slack.find_post(place.channel, told.mark, place.thread)):
        _post(slack, proof, told)
    if told.mark.removeprefix(f"{proof.id}.") in _LAST:
        _take_button(slack, proof, told.mark)


def _post(slack: Slack, proof: Proof, told: ProofTold) -> None:
    message = _drawn(proof, told)
    try:
        slack.post(proof.place.channel, message, told.mark, proof.place.thread)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Proof %s: no word in its thread: %s", proof.id, error)
        one_by_one(slack, [], "", proof.requester, message, told.mark)


def _drawn(proof: Proof, told: ProofTold) -> Message:
    if told.mark == f"{proof.id}.{Word.STARTED}":
        return render.started(proof, told.mark)
    # The one line that names somebody is all ours.
    ended = told.mark == f"{proof.id}.{Word.ENDED}"
    people = _NAMED.findall(told.says) if ended else ()
    return render.line(proof, told.mark, told.headline, told.says, people)


def _take_button(slack: Slack, proof: Proof, because: str) -> None:
    place, mark = proof.place, f"{proof.id}.{Word.STARTED}"
    try:
        posted = slack.find_posts(place.channel, {mark}, place.thread).get(mark)
        if posted:
            bare = decided(f"{because}.{proof.version}", posted.text, posted.blocks)
            slack.update(place.channel, posted.ts, bare)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Proof %s: its button stays, and does nothing: %s", proof.id, error)
