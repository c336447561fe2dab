"""A verdict that turned, as an event for other programs, where VERDICT_EVENTS is set."""

from __future__ import annotations

from datetime import datetime

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import PutVerdictEvent
from bot.core.outgoing import Outgoing
from bot.core.verdict_change import AffectedBudget
from bot.core.verdict_event import VerdictEvent, verdict_event
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.registry import handles


def event_messages(context: Context, affected: AffectedBudget, code: str) -> tuple[Outgoing, ...]:
    """Its message, none where nobody wants events.

    Each turn has one of its own: none takes the place of another, and what is put again after a
    crash has the id that it had.
    """
    if context.put_event is None:
        return ()
    id = context.new_id()
    event = verdict_event(id, affected, code)
    job = Job(id, NOBODY, PutVerdictEvent(event.at.isoformat(), event.detail))
    return (kept(context, f"event:{id}", job),)


@handles(PutVerdictEvent)
def put_verdict_event(context: Context, what: PutVerdictEvent) -> None:
    """Put it. Raises EventBusError to be tried again."""
    if context.put_event:  # else the setting was taken out meanwhile
        context.put_event(VerdictEvent(datetime.fromisoformat(what.at), what.detail))
