"""How an attempt ends: read back, verified over the whole path, recorded; then said. And the
end of a proposal's time.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.core.change import Change, State
from bot.core.model import Facts
from bot.core.plan import Plan
from bot.features.change import log_entries, texts
from bot.features.change.attempt import Attempt
from bot.features.change.events import ChangeEvent, EventType
from bot.features.change.log_entries import ChangeAct
from bot.features.change.ports import EnginePorts, recheck_job, settle_job
from bot.features.change.propose import UNDOABLE
from bot.features.change.verify import ReadBack, Verification, read_back, verified
from bot.features.change.write_steps import Ended, Stop
from bot.jobs.crash_points import CrashPoint
from bot.store.conflict import Conflict
from bot.store.leases import Lease

_ATTEMPTS = 3


def conclude(attempt: Attempt, ended: Ended) -> ChangeEvent:
    """Record how it ended, free the resources, tell.

    Where a step is in doubt the change stays APPLYING under its lease: nobody writes there until
    the schedule has settled it.
    """
    if ended.stop:
        return _in_doubt(attempt, ended.stop) if ended.stop.doubt else _broke_off(attempt, ended)
    back = read_back(attempt.ports, ended.plan)
    attempt.ports.crash_hook(CrashPoint.READ_BACK)
    if back.differs:
        return _failed(attempt, ended, back.why)
    return _judged(attempt, ended, back)


def stop(
    ports: EnginePorts,
    change: Change,
    why: str,
    lease: Lease | None = None,
    instead: Change | None = None,
) -> ChangeEvent:
    """End an approved or claimed change of which nothing was written."""
    record = log_entries.of_change(change, ChangeAct.STOPPED, ports.clock(), change.requester, why)
    event = _event_of(EventType.STOPPED, texts.changed(why, instead), instead)
    kept = ports.changes.transition(
        change, State.REFUSED, record, lease=lease, says=ports.says(event), outcome=why
    )
    _release(ports, lease)
    return ports.happened(event(kept))


def applied(
    ports: EnginePorts, change: Change, plan: Plan, found: Verification, lease: Lease | None = None
) -> ChangeEvent:
    """The check says so: APPLIED, and what an undo takes back is UNDONE."""
    still = found.still
    first = _undone(ports, change)
    text = texts.applied(plan, undoing=bool(change.undoes), still=still)
    record = log_entries.of_change(change, ChangeAct.APPLIED, ports.clock(), change.requester, text)
    event = _event_of(EventType.NOT_ENOUGH if still else EventType.APPLIED, text, seen=found.facts)
    kept = ports.changes.transition(
        change,
        State.APPLIED,
        record,
        lease=lease,
        says=ports.says(event),
        outcome=text,
        plan=plan,
    )
    ports.crash_hook(CrashPoint.FINISHED)
    _release(ports, lease)
    if first:
        ports.happened(first)
    return ports.happened(event(kept))


def fail(
    ports: EnginePorts,
    change: Change,
    why: str,
    lease: Lease | None = None,
    plan: Plan | None = None,
) -> ChangeEvent:
    """End a change of which something may have been written."""
    record = log_entries.of_change(change, ChangeAct.FAILED, ports.clock(), change.requester, why)
    event = _event_of(EventType.FAILED, why)
    kept = ports.changes.transition(
        change,
        State.FAILED,
        record,
        lease=lease,
        says=ports.says(event),
        outcome=why,
        plan=plan or change.plan,
    )
    ports.crash_hook(CrashPoint.FINISHED)
    _release(ports, lease)
    return ports.happened(event(kept))


def _judged(attempt: Attempt, ended: Ended, back: ReadBack) -> ChangeEvent:
    ports, change = attempt.ports, attempt.change
    found = verified(ports, change, ended.plan, back)
    ports.crash_hook(CrashPoint.VERIFIED)
    why = found.why
    if not why:
        return applied(ports, change, ended.plan, found, attempt.lease)
    now, rules = ports.clock(), ports.rules
    event = _event_of(EventType.UNVERIFIED, texts.not_verified(why), seen=found.facts)
    kept = ports.changes.transition(
        change,
        State.UNVERIFIED,
        log_entries.of_change(change, ChangeAct.UNVERIFIED, now, change.requester, why),
        due=now + rules.recheck_every,
        lease=attempt.lease,
        says=ports.says(event),
        plan=ended.plan,
        outcome=why,
        expires=now + rules.recheck_for,
    )
    ports.crash_hook(CrashPoint.FINISHED)
    _release(ports, attempt.lease)
    wait = int(rules.recheck_after.total_seconds())
    ports.queue.send(recheck_job(ports, kept), wait)
    return ports.happened(event(kept))


def _in_doubt(attempt: Attempt, found: Stop) -> ChangeEvent:
    ports = attempt.ports
    if found.soon:
        _release(ports, attempt.lease)
        wait = int(ports.rules.recheck_after.total_seconds())
        ports.queue.send(settle_job(ports, attempt.change), wait)
    event = _event_of(EventType.UNSURE, found.problem)(attempt.change)
    ports.notifier.told(event)
    return event


def _broke_off(attempt: Attempt, ended: Ended) -> ChangeEvent:
    """A step did not come off: REFUSED where it was the first, for then nothing is written."""
    why = ended.stop.problem if ended.stop else ""
    if ended.done == 0:
        return stop(attempt.ports, attempt.change, why, attempt.lease)
    return _failed(attempt, ended, why + texts.half(ended.done, len(ended.plan.writes)))


def _failed(attempt: Attempt, ended: Ended, why: str) -> ChangeEvent:
    if ended.plan != attempt.change.plan:
        why += texts.key_stays(ended.plan.writes[0].resource)
    return fail(attempt.ports, attempt.change, why, attempt.lease, ended.plan)


def _undone(ports: EnginePorts, change: Change) -> ChangeEvent | None:
    """Take the first change to UNDONE: the event of it.

    Before the undo is APPLIED, so that a crash between the two leaves an undo that is settled
    again, and never a first change that looks applied.
    """
    for _ in range(_ATTEMPTS if change.undoes else 0):
        first = ports.changes.get(change.undoes)
        if first is None or first.state not in UNDOABLE:
            return None
        record = log_entries.of_change(
            first, ChangeAct.UNDONE, ports.clock(), change.requester, change.reason
        )
        event = _event_of(EventType.UNDONE, f"Undone: {first.plan.title}.")
        try:
            kept = ports.changes.transition(first, State.UNDONE, record, says=ports.says(event))
        except Conflict:
            continue  # a re-check of it came between
        ports.crash_hook(CrashPoint.ORIGINAL_UNDONE)
        return event(kept)
    return None


def _release(ports: EnginePorts, lease: Lease | None) -> None:
    if lease:
        ports.leases.release(lease)
        ports.crash_hook(CrashPoint.RELEASED)


def _event_of(
    what: EventType, text: str, instead: Change | None = None, *, seen: Facts | None = None
) -> Callable[[Change], ChangeEvent]:
    """The event of the change that will be written."""
    return lambda kept: ChangeEvent(what, text, kept.id, kept, instead=instead, seen=seen)


def expire(ports: EnginePorts, change: Change) -> ChangeEvent:
    """The proposal, or approved change, is over: nothing was written. Raises Conflict."""
    record = log_entries.of_change(change, ChangeAct.EXPIRED, ports.clock())
    event = _event_of(
        EventType.EXPIRED, f"This has expired. {texts.NOTHING_WRITTEN} Ask for the fix again."
    )
    kept = ports.changes.transition(change, State.EXPIRED, record, says=ports.says(event))
    return ports.happened(event(kept))
