"""One step of a proof by an alarm: its state, its record and what is said, in one write."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from bot.core.jobs import Job, Place
from bot.core.jobs.alarm_proofs import PostAlarmProof
from bot.core.life_cycle import Heard
from bot.core.outgoing import Outgoing
from bot.core.proof.alarm_run import AlarmProof, AlarmProofEvent
from bot.features.proof.alarm.log_entries import of_alarm_step
from bot.features.proof.log_entries import ITSELF
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send


class AlarmSets(TypedDict, total=False):
    """What a step may set beside what its event does."""

    set_at: datetime
    told_at: datetime
    why: str


def advance_alarm(
    context: Context,
    proof: AlarmProof,
    event: AlarmProofEvent,
    *,
    reason: str = "",
    **sets: Unpack[AlarmSets],
) -> AlarmProof | None:
    """What `ALARM_PROOF_EVENTS` says; the proof as it is then, and its thread has it.

    None where it has moved on meanwhile. `reason` is for the log, and for who asked. Raises
    StoreError, nothing of Slack's.
    """
    record = of_alarm_step(proof, event, context.clock(), ITSELF, reason)
    made: list[Outgoing] = []

    def messages(new: AlarmProof) -> tuple[Outgoing, ...]:
        made.extend(_messages(context, new, event, reason))
        return tuple(made)

    new = context.store.alarm_proofs.advance(proof, event, record, messages, **sets)
    if new is not None:
        context.crash_hook(event)
        send(context, made)
    return new


def _messages(
    context: Context, proof: AlarmProof, event: AlarmProofEvent, why: str
) -> tuple[Outgoing, ...]:
    if event.row.heard < Heard.REQUESTER:
        return ()
    mark = f"{proof.id}.{event}"
    place = Place(context.settings.team_id, proof.requester, proof.place.channel)
    job = Job(context.new_id(), place, PostAlarmProof(proof.id, mark, why))
    return (kept(context, mark, job),)
