"""A change that is approved here waits for a change request in another system.

Two processes share the work. Who may talk to that system (`watch_gate.py`) opens the change
request, looks how it stands, and writes that down. Who applies reads that record, and believes
nothing else: a job in a queue says only that it is time to look.
"""

from __future__ import annotations

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.gate import Gate
from bot.core.change.state import State
from bot.features.change import texts
from bot.features.change.advance import advance
from bot.features.change.events import ChangeEvent
from bot.features.change.finish import expire
from bot.features.change.log_entries import ITSELF
from bot.features.change.ports import EnginePorts, apply_job, watch_gate
from bot.jobs.crash_points import CrashPoint


def must_wait(ports: EnginePorts, change: Change) -> bool:
    """Whether nothing says that this very plan was released. It is asked before each claim."""
    if not ports.rules.gate and not change.ticket:
        return False
    gate = ports.gates(change.id)
    return gate is None or not gate.releases(change.plan)


def wait_for_gate(ports: EnginePorts, change: Change) -> ChangeEvent:
    """From here on it waits for the other system, or for the end of its time."""
    event = ChangeEvent(EventType.GATED, texts.waits_for_gate())
    done = advance(ports, change, event, by=ITSELF)
    watch_gate(ports, change)
    ports.crash_hook(CrashPoint.QUEUED)
    return ports.happened(done)


def pass_gate(ports: EnginePorts, change_id: str) -> ChangeEvent:
    """See `ChangeEngine.pass_gate`."""
    change = ports.changes.get(change_id)
    if change is None or change.state is not State.GATED:
        return ChangeEvent(EventType.STANDS, texts.late(change), change_id, change)
    if change.expires <= ports.clock():
        return expire(ports, change)
    gate = ports.gates(change.id)
    if gate is None or gate.fingerprint != change.plan.fingerprint:
        return ChangeEvent(EventType.STANDS, texts.waits_for_gate(), change.id, change)
    return _seen(ports, change, gate)


def _seen(ports: EnginePorts, change: Change, gate: Gate) -> ChangeEvent:
    if gate.over:
        why = texts.turned_down(gate)
        event = ChangeEvent(EventType.TURNED_DOWN, why)
        done = advance(ports, change, event, by=ITSELF, why=why, outcome=why, ticket=gate.ticket)
        return ports.happened(done)
    if gate.releases(change.plan):
        event = ChangeEvent(EventType.RELEASED, texts.released(change, gate))
        done = advance(ports, change, event, by=ITSELF, outcome="", ticket=gate.ticket)
        ports.queue.send(apply_job(ports, change))
        ports.crash_hook(CrashPoint.QUEUED)
        return ports.happened(done)
    if (gate.ticket, gate.problem) == (change.ticket, change.outcome):
        return ChangeEvent(EventType.STANDS, texts.gate_seen(gate), change.id, change)
    event = ChangeEvent(EventType.GATE_SEEN, texts.gate_seen(gate))
    done = advance(
        ports, change, event, by=ITSELF, why=event.says, ticket=gate.ticket, outcome=gate.problem
    )
    return ports.happened(done)
