"""How an attempt ends: read back, verified over the whole path, recorded; then said. And the
end of a proposal's time.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.change.change import Change
from bot.core.change.events import SOON, UNDOABLE, EventType
from bot.core.plan import Plan
from bot.features.change import texts
from bot.features.change.advance import advance, look_soon, release
from bot.features.change.attempt import Attempt
from bot.features.change.events import ChangeEvent
from bot.features.change.lag import lost_edit
from bot.features.change.log_entries import ITSELF
from bot.features.change.ports import EnginePorts, recheck_job, settle_job
from bot.features.change.verify import ReadBack, Verification, read_back, verified
from bot.features.change.write_steps import Ended, Stop
from bot.jobs.crash_points import CrashPoint
from bot.store.conflict import Conflict
from bot.store.leases import Lease

_ATTEMPTS = 3
_SOON = int(SOON.total_seconds())


def conclude(attempt: Attempt, ended: Ended) -> ChangeEvent:
    """Record how it ended, free the resources, tell.

    Where a step is in doubt the change stays APPLYING under its lease, and is settled in a minute.
    """
    if ended.stop:
        return _in_doubt(attempt, ended.stop) if ended.stop.doubt else _broke_off(attempt, ended)
    back = read_back(attempt.ports, ended.plan)
    attempt.ports.crash_hook(CrashPoint.READ_BACK)
    lost = back.why if back.differs else lost_edit(attempt.ports, ended.plan, attempt.change.id)
    if lost:
        return _failed(attempt, ended, lost)
    return _judged(attempt, ended, back)


def stop(
    ports: EnginePorts,
    change: Change,
    why: str,
    lease: Lease | None = None,
    instead: Change | None = None,
) -> ChangeEvent:
    """End an approved or claimed change of which nothing was written."""
    event = ChangeEvent(EventType.STOPPED, texts.changed(why, instead), instead=instead)
    done = advance(ports, change, event, why=why, lease=lease, outcome=why)
    release(ports, lease)
    return ports.happened(done)


def applied(
    ports: EnginePorts, change: Change, plan: Plan, found: Verification, lease: Lease | None = None
) -> ChangeEvent:
    """The check says so: APPLIED, and what an undo takes back is UNDONE."""
    first = _undone(ports, change)
    text = texts.applied(plan, undoing=bool(change.undoes), still=found.still, reach=found.reach)
    counted = found.reach.counted if found.reach else None
    plan = replace(plan, leaves=found.leaves, reach=counted)
    what = EventType.NOT_ENOUGH if found.still else EventType.APPLIED
    event = ChangeEvent(what, text, seen=found.facts)
    done = advance(ports, change, event, why=text, lease=lease, outcome=text, plan=plan)
    release(ports, lease)
    if first:
        ports.happened(first)
    return ports.happened(done)


def fail(
    ports: EnginePorts,
    change: Change,
    why: str,
    lease: Lease | None = None,
    plan: Plan | None = None,
) -> ChangeEvent:
    """End a change of which something may have been written."""
    event = ChangeEvent(EventType.FAILED, why)
    plan = plan or change.plan
    done = advance(ports, change, event, why=why, lease=lease, outcome=why, plan=plan)
    release(ports, lease)
    return ports.happened(done)


def _judged(attempt: Attempt, ended: Ended, back: ReadBack) -> ChangeEvent:
    ports, change = attempt.ports, attempt.change
    found = verified(ports, change, ended.plan, back)
    ports.crash_hook(CrashPoint.VERIFIED)
    why, plan, lease = found.why, ended.plan, attempt.lease
    if not why:
        return applied(ports, change, plan, found, lease)
    event = ChangeEvent(EventType.UNVERIFIED, texts.not_verified(why), seen=found.facts)
    done = advance(ports, change, event, why=why, lease=lease, plan=plan, outcome=why)
    release(ports, lease)
    ports.queue.send(recheck_job(ports, change), _SOON)
    return ports.happened(done)


def _in_doubt(attempt: Attempt, found: Stop) -> ChangeEvent:
    ports, change = attempt.ports, attempt.change
    event, why = ChangeEvent(EventType.UNSURE, found.problem), found.problem
    done = advance(ports, change, event, lease=attempt.lease, about=found.about, outcome=why)
    if found.soon:
        release(ports, attempt.lease)
        ports.queue.send(settle_job(ports, change), _SOON)
    else:
        look_soon(ports, change, attempt.lease)
    return ports.happened(done)


def _broke_off(attempt: Attempt, ended: Ended) -> ChangeEvent:
    """A step did not come off: REFUSED where it was the first, for then nothing is written."""
    why = ended.stop.problem if ended.stop else ""
    if ended.done == 0:
        return stop(attempt.ports, attempt.change, why, attempt.lease)
    return _failed(attempt, ended, why + texts.half(ended.plan, ended.done))


def _failed(attempt: Attempt, ended: Ended, why: str) -> ChangeEvent:
    if ended.plan != attempt.change.plan:
        made = (write for write in ended.plan.writes if write.action == "kms:CreateKey")
        why += "".join(texts.key_stays(write.resource) for write in made)
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
        event = ChangeEvent(EventType.UNDONE, texts.undone(first.plan))
        try:
            return advance(ports, first, event, by=change.requester, why=change.reason)
        except Conflict:
            continue  # a re-check of it came between
    return None


def expire(ports: EnginePorts, change: Change) -> ChangeEvent:
    """Its time is over, and nothing was written. Raises Conflict.

    A preview that nobody submitted is nobody else's business.
    """
    looked_at = change.state in EventType.LAPSED.row.source
    what = EventType.LAPSED if looked_at else EventType.EXPIRED
    event = ChangeEvent(what, texts.expired())
    return ports.happened(advance(ports, change, event, by=ITSELF))
