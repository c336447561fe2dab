"""What came of a proof by an alarm, said once in the thread where it was asked for."""

from __future__ import annotations

import logging

from bot.core.jobs.alarm_proofs import PostAlarmProof
from bot.core.proof.alarm_run import AlarmProofEvent
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_once
from bot.slack.reach import one_by_one
from bot.slack.render.alarm_proof import alarm_news

_log = logging.getLogger(__name__)


@handles(PostAlarmProof)
def post_alarm_proof(context: Context, what: PostAlarmProof) -> None:
    """In the thread; where the channel takes none, to who asked.

    Raises SlackError to be tried again, and where nobody can be told; StoreError.
    """
    proof = context.store.alarm_proofs.get(what.proof)
    if proof is None:
        _log.error("Proof %s: nobody can tell %r", what.proof, what.says)
        return
    event = AlarmProofEvent(what.mark.removeprefix(f"{proof.id}."))
    drawn = alarm_news(proof, what.mark, event, what.says)
    place, again = proof.place, context.job.unsure or context.job.attempt > 0
    if not post_once(context.slack, place.channel, drawn, what.mark, place.thread, unsure=again):
        one_by_one(context.slack, [], "", proof.requester, drawn, what.mark)
