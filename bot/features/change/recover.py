"""Settling what a worker left that is gone, by the log and by reading what is there; and
looking again at what was written and could not be verified.

A change of one step is only looked up: written, or not. One of which some steps are
written goes on, for half a change serves nobody: each write that is left is compared
first as always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.lag import LAG
from bot.core.model.read import NotFound, ReadFailed
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.policy.edit import same_value
from bot.features.change import log_entries, texts
from bot.features.change.advance import look_soon, step
from bot.features.change.apply import not_allowed, take
from bot.features.change.attempt import Attempt
from bot.features.change.events import ChangeEvent
from bot.features.change.finish import applied, conclude, fail, stop
from bot.features.change.lag import lost_edit, remember
from bot.features.change.log_entries import ITSELF, StepRecord, tells
from bot.features.change.ports import EnginePorts
from bot.features.change.verify import read_back, verified
from bot.features.change.write_steps import EarlierSteps, carry_out, made_here
from bot.jobs.crash_points import CrashPoint


@dataclass(frozen=True, slots=True)
class StepStates:
    """What the log says of each step: `done` with AWS's answer, `doubtful` without an outcome and
    since when, `refused` where AWS did not do it.
    """

    done: dict[int, str]
    doubtful: dict[int, datetime]
    refused: dict[int, str]

    @property
    def tried(self) -> frozenset[int]:
        """Every step that anybody may have begun."""
        return frozenset(self.done) | frozenset(self.doubtful) | frozenset(self.refused)


@dataclass(frozen=True, slots=True)
class _Unclear:
    """Reading does not tell whether it was written."""

    why: str


def settle(ports: EnginePorts, change_id: str) -> ChangeEvent:
    """See `ChangeEngine.settle`."""
    change = ports.changes.get(change_id)
    if change is None or change.state is not State.APPLYING:
        return ChangeEvent(EventType.STANDS, texts.late(change), change_id, change)
    lost = not_allowed(ports, change)
    lease = take(ports, change)
    if lease is None:
        return ChangeEvent(EventType.LATE, texts.busy(), change_id, change)
    ports.crash_hook(CrashPoint.LEASED)
    mine = step(ports, change, EventType.SETTLING, by=ITSELF)
    attempt = Attempt(ports, mine, lease)
    return _settled(attempt, step_states(change.plan, ports.log.of_change(change_id)), lost)


def step_states(plan: Plan, actions: Sequence[LogRecord]) -> StepStates:
    """The steps of a change by its records, oldest first: the last word on each counts."""
    last: dict[int, LogRecord] = {}
    for action in actions:
        if action.step:
            last[action.step] = action

    def those(*events: EventType) -> dict[int, LogRecord]:
        return {number: record for number, record in last.items() if tells(record, *events)}

    done = those(EventType.WROTE, EventType.FOUND)
    return StepStates(
        done={number: _answer(record, plan) for number, record in done.items()},
        doubtful={n: r.at for n, r in those(EventType.INTENDED, EventType.UNSURE).items()},
        refused={n: record.why for n, record in those(EventType.NOT_WRITTEN).items()},
    )


def _settled(attempt: Attempt, known: StepStates, lost: str) -> ChangeEvent:
    """Answer what is in doubt, then end it or go on."""
    ports, change = attempt.ports, attempt.change
    if not known.tried:
        return stop(ports, change, texts.interrupted(), attempt.lease)
    done = dict(known.done)
    for number in sorted(known.doubtful):
        write = _with_key(change.plan, done).writes[number - 1]
        found = _found(attempt, number, write)
        if isinstance(found, ReadFailed) or (found is None and _may_come(attempt, number, known)):
            why = found.detail if found else texts.not_visible(write)
            return _not_yet(attempt, why, known.doubtful[number])
        if isinstance(found, _Unclear):
            return fail(ports, change, found.why, attempt.lease, _with_key(change.plan, done))
        _write_down(attempt, number, write, found)
        if found is not None:
            done[number] = found
    return _ended(attempt, known, done, lost)


def _ended(attempt: Attempt, known: StepStates, done: Mapping[int, str], lost: str) -> ChangeEvent:
    """Half a change goes on, unless AWS refused the rest or the right to it is gone."""
    ports, change = attempt.ports, attempt.change
    steps = len(change.plan.writes)
    refused = next(iter(known.refused.values()), "") or (lost if len(done) < steps else "")
    if not done:
        return stop(ports, change, refused or texts.written_not_found(change.plan), attempt.lease)
    if refused:
        why = refused + texts.half(change.plan, len(done))
        return fail(ports, change, why, attempt.lease, _with_key(change.plan, done))
    return conclude(attempt, carry_out(attempt, EarlierSteps(done, known.tried)))


def _may_come(attempt: Attempt, number: int, known: StepStates) -> bool:
    """Whether what AWS does not show may be written all the same, and only not be seen yet.

    A step on a key that this change has made may be made again: nobody else has a part in it.
    """
    within = attempt.ports.clock() - known.doubtful[number] < LAG
    return within and not made_here(attempt.change.plan, number)


def _not_yet(attempt: Attempt, why: str, since: datetime) -> ChangeEvent:
    """Looked at again: in a minute at first, then when the lease is over."""
    ports, change = attempt.ports, attempt.change
    if ports.clock() - since < LAG:
        change = step(ports, change, EventType.UNSURE, by=ITSELF, why=why, lease=attempt.lease)
        look_soon(ports, change, attempt.lease)
    return ChangeEvent(EventType.UNSURE, why, change.id, change)


def _write_down(attempt: Attempt, number: int, write: Write, found: str | None) -> None:
    """The outcome of a step: AWS's answer where it is found written, None where it is not."""
    ports, change = attempt.ports, attempt.change
    did = EventType.NOT_WRITTEN if found is None else EventType.FOUND
    named = replace(write, resource=found) if found and NEW_KEY in write.resource else write
    why = texts.not_visible(write) if found is None else found
    ports.log.put(log_entries.of_step(change, did, ports.clock(), StepRecord(number, named, why)))
    if found is not None:
        remember(ports, named, change.id)
    ports.crash_hook(CrashPoint.RECORDED)


def _found(attempt: Attempt, number: int, write: Write) -> str | ReadFailed | _Unclear | None:
    if NEW_KEY in write.resource:
        made = attempt.writer.find(write, attempt.region)
        return None if isinstance(made, NotFound) else made
    if not write.leaves_a_trace:
        return _Unclear(texts.cannot_tell(write))
    now = attempt.writer.current(write, attempt.region)
    if isinstance(now, NotFound) and made_here(attempt.change.plan, number):
        return None
    return now if isinstance(now, ReadFailed) else _read(write, now)


def _read(write: Write, now: str | NotFound) -> str | _Unclear | None:
    if isinstance(now, str) and same_value(write.attribute, now, write.after):
        return ""
    if isinstance(now, str) and same_value(write.attribute, now, write.before):
        return None
    return _Unclear(texts.conflict(write))


def _with_key(plan: Plan, done: Mapping[int, str]) -> Plan:
    """The plan with the ARN of the key that one of the finished steps made."""
    for number, answer in done.items():
        if answer and NEW_KEY in plan.writes[number - 1].resource:
            return plan.with_new_key(answer)
    return plan


def _answer(action: LogRecord, plan: Plan) -> str:
    made = NEW_KEY in plan.writes[action.step - 1].resource
    return action.resource if made and NEW_KEY not in action.resource else ""


def recheck(ports: EnginePorts, change_id: str) -> ChangeEvent:
    """See `ChangeEngine.recheck`. It writes nothing, so it needs no lease."""
    change = ports.changes.get(change_id)
    if change is None or change.state is not State.UNVERIFIED:
        return ChangeEvent(EventType.STANDS, texts.late(change), change_id, change)
    back = read_back(ports, change.plan)
    lost = back.why if back.differs else lost_edit(ports, change.plan, change.id)
    if lost:
        return fail(ports, change, lost)
    found = verified(ports, change, change.plan, back)
    if not found.why:
        return applied(ports, change, change.plan, found)
    if change.expires <= ports.clock():
        return fail(ports, change, texts.never_verified(found.why))
    return ChangeEvent(EventType.UNVERIFIED, texts.not_verified(found.why), change_id, change)
