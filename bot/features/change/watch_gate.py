"""Opens the change request that a change waits for, looks how it stands, and tells it what came of
the change: the part of the gate that talks to the other system.

What it finds it writes down (`bot.store.gates`); the change itself it never moves.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from bot.core.change.change import Change
from bot.core.change.gate import LOOK_EVERY, OPENING, Gate
from bot.core.change.state import STANDS, State
from bot.core.jobs import Job
from bot.core.jobs.change_steps import TellGate, WatchGate
from bot.core.texts import gate as words
from bot.core.tickets.gate import gate_draft, gate_mark
from bot.errors import LaterError
from bot.features.change.post import name_of
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.registry import handles
from bot.slack.reach import can_do_without
from bot.tickets import ChangeGate, Ticket, Trouble

_WRITTEN = frozenset({State.APPLIED, State.FAILED, State.UNDONE})
_OVER = _WRITTEN | {State.REFUSED, State.EXPIRED}
_TELL_AGAIN = 120
"""Seconds."""
_log = logging.getLogger(__name__)


@handles(WatchGate)
def watch_gate(context: Context, what: WatchGate) -> None:
    """Open it, or look, and write that down: who applies reads it, and hears of it from nobody
    here. Raises StoreError.
    """
    change = context.store.changes.get(what.change)
    if change is None or change.state is not State.GATED:
        return
    if context.gate is None:
        _log.error("Change %s waits for a change request. %s", change.id, words.NO_GATE)
        return
    gate = _now(context, context.gate, change)
    after = context.store.changes.get(change.id)
    if gate and after and after.state in _OVER:  # somebody rejected it meanwhile
        context.queue.send(Job(context.new_id(), context.job.place, TellGate(change.id)))


@handles(TellGate)
def tell_gate(context: Context, what: TellGate) -> None:
    """Write the outcome into it, once. Raises LaterError to be tried again, and StoreError."""
    change, gate = context.store.changes.get(what.change), context.store.gates.get(what.change)
    if change is None or gate is None or gate.told:
        return
    if change.state not in _OVER:  # a job is no word that it is over
        return
    if context.gate is None:
        _log.error("Change %s: %s is not told. %s", change.id, gate.ticket, words.NO_GATE)
        return
    opened = gate if gate.ticket else _found(context, context.gate, change, gate)
    if opened:
        _told(context, context.gate, change, opened)


def _found(context: Context, system: ChangeGate, change: Change, gate: Gate) -> Gate | None:
    """What a worker opened that died before it wrote that down; None for nothing."""
    left = int((gate.until - context.clock()).total_seconds())
    if left > 0:  # it may be at it still
        raise LaterError(f"opening the change request of {change.id}", left + 1)
    found = system.find(gate_mark(change))
    if isinstance(found, Trouble):
        _log.warning("Change %s: %s", change.id, found.says)
        raise LaterError(f"looking for the change request of {change.id}", _TELL_AGAIN)
    return replace(gate, ticket=found.id, url=found.url) if found else None


def _told(context: Context, system: ChangeGate, change: Change, gate: Gate) -> None:
    mark = words.OUTCOME_MARK.format(change=change.id)
    says = words.OUTCOME.format(says=_outcome(change))
    done = change.state in _WRITTEN
    again = context.job.unsure
    trouble = system.tell(gate.ticket, mark, says, done=done, again=again)
    if trouble:
        _log.warning("Change %s: %s is not told yet: %s", change.id, gate.ticket, trouble.says)
        raise LaterError(f"telling {gate.ticket}", _TELL_AGAIN)
    context.crash_hook(CrashPoint.GATE_ASKED)
    context.store.gates.put(replace(gate, version=gate.version + 1, told=True))


def _outcome(change: Change) -> str:
    """Of what has run out only that: what it says beside may be of the wait."""
    if change.outcome and change.state is not State.EXPIRED:
        return change.outcome
    return words.STANDS.format(stands=STANDS[change.state])


def _now(context: Context, system: ChangeGate, change: Change) -> Gate | None:
    """The record as it is after this look; None where another one is at it."""
    now = context.clock()
    known = context.store.gates.get(change.id)
    if known and known.fingerprint != change.plan.fingerprint:
        known = Gate(change.id, change.plan.fingerprint, known.version, now)
    if known and (known.until > now or known.over or known.released):
        return known
    version = known.version if known else 0
    first = known or Gate(change.id, change.plan.fingerprint, 0, now)
    ours = replace(first, version=version + 1, until=now + OPENING)
    if not context.store.gates.put(ours):
        return None
    context.crash_hook(CrashPoint.GATE_CLAIMED)
    look = _looked if ours.ticket else _opened
    found = look(context, system, change, ours)
    context.crash_hook(CrashPoint.GATE_ASKED)
    until = now + (LOOK_EVERY if found.ticket else LOOK_EVERY / 4)
    kept = replace(found, version=ours.version + 1, until=until)
    if not context.store.gates.put(kept):
        return None
    context.crash_hook(CrashPoint.GATE_KEPT)
    return kept


def _opened(context: Context, system: ChangeGate, change: Change, gate: Gate) -> Gate:
    asker = name_of(context, change.requester) or change.requester
    opened = system.open(gate_draft(change, asker, _link(context, change)))
    if isinstance(opened, Ticket):
        return replace(gate, ticket=opened.id, url=opened.url, problem="")
    return _troubled(gate, opened)


def _looked(context: Context, system: ChangeGate, _change: Change, gate: Gate) -> Gate:
    stands = system.stands(gate.ticket)
    if isinstance(stands, Trouble):
        return _troubled(gate, stands)
    released = context.clock() if stands.released and not stands.over else None
    return replace(gate, over=stands.over, released=released, problem="")


def _troubled(gate: Gate, trouble: Trouble) -> Gate:
    _log.warning("Change %s: %s", gate.change, trouble.says)
    return replace(gate, problem=trouble.says)


def _link(context: Context, change: Change) -> str:
    """The thread's address; a change request can do without."""
    ts = change.place.thread or change.place.message
    if not ts:
        return ""
    return can_do_without(
        "a link to the thread", partial(context.slack.link, change.place.channel, ts), ""
    )
