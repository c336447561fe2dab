"""Open tickets of systems that do not tell: each is asked about every ten minutes, for 90 days."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.ticket_states import LookAtTicket, TicketClosed, TicketsDue
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.store.opened import Opened
from bot.tickets import ReadySystem, TicketState

EVERY = timedelta(minutes=10)
FOR = timedelta(days=90)
SPREAD = 90
"""Seconds over which the tickets of one round are asked about: systems count requests."""
_log = logging.getLogger(__name__)


@handles(TicketsDue)
def tickets_due(context: Context, _what: TicketsDue) -> None:
    """Leave a job for each ticket that nobody has asked about for a while. Raises StoreError."""
    if not any(one.kind.polled for one in context.ticket_systems.values()):
        return
    now, asked = context.clock(), set[tuple[str, str]]()
    for opened in _due(context):
        mine = context.store.opened.looking(opened, now)
        key = (opened.account, opened.ticket)
        if mine and key not in asked:
            asked.add(key)
            what = LookAtTicket(opened.ticket, opened.account, opened.system)
            wait = (len(asked) - 1) % SPREAD
            context.queue.send(Job(context.new_id(), NOBODY, what), wait)


@handles(LookAtTicket)
def look_at_ticket(context: Context, what: LookAtTicket) -> None:
    """Ask how it stands; one that is over leaves the job that says so. No answer: later again."""
    ready = context.ticket_systems.get(what.system)
    if ready is None:
        return
    state = ready.system.look(what.account, what.ticket)
    if not isinstance(state, TicketState):
        _log.warning("How ticket %s stands is not known: %s", what.ticket, state.says)
    elif state.gone and _is_wrong(ready):
        _log.warning("Ticket %s is not shown, and neither may others be", what.ticket)
    elif not state.open:
        over = TicketClosed(
            what.ticket, what.account, state.status, state.who, what.system, state.gone
        )
        context.queue.send(Job(f"{context.job.id}.over", NOBODY, over))


def _due(context: Context) -> Iterator[Opened]:
    now = context.clock()
    for opened in context.store.opened.open():
        ready = context.ticket_systems.get(opened.system)
        since = opened.looked or opened.at
        if ready and ready.kind.polled and now - opened.at < FOR and now - since >= EVERY:
            yield opened


def _is_wrong(ready: ReadySystem) -> bool:
    """Whether the set-up is: a token that lost its right sees no ticket, and none is gone."""
    return any(fault.certain for fault in ready.system.faults())
