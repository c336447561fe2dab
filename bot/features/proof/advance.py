"""One step of a proof: its state, its record in the log and what is said of it, in one write."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from bot.core.outgoing import Outgoing, Says, nothing
from bot.core.proof.run import Proof, ProofEvent
from bot.features.proof.log_entries import ITSELF, of_step
from bot.features.proof.thread import messages_of
from bot.jobs.context import Context
from bot.jobs.outbox import send, send_soon


class Sets(TypedDict, total=False):
    """What a step may set beside what its event does."""

    seen_at: datetime | None
    arrived_at: datetime | None
    why: str
    ended_by: str


def advance(  # noqa: PLR0913 (the parts of one step)
    context: Context,
    proof: Proof,
    event: ProofEvent,
    *,
    reason: str = "",
    who: str = ITSELF,
    also: Says[Proof] = nothing,
    **sets: Unpack[Sets],
) -> Proof | None:
    """What `bot.core.proof.run.PROOF_EVENTS` says; the proof as it is then, and the thread has it.

    None where it has moved on meanwhile. `reason` is for the log, and for who asked; what
    is to be said `also` is said by another worker. Raises StoreError, nothing of Slack's.
    """
    record = of_step(proof, event, context.clock(), who, reason)
    made: list[Outgoing] = []

    def messages(new: Proof) -> tuple[Outgoing, ...]:
        made.extend(messages_of(context, new, event, reason))
        return (*made, *also(new))

    new = context.store.proofs.advance(proof, event, record, messages, **sets)
    if new is not None:
        send(context, made)
        send_soon(context, also(new), 0)
    return new
