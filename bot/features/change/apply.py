"""Apply: rights, lease, claim, read again and compare; then the steps."""

from __future__ import annotations

import json
from contextlib import suppress

from bot.core import fixes
from bot.core.accounts.authorize import Asked, approvals_missing
from bot.core.aws_events import ResourceChange
from bot.core.change.change import Change
from bot.core.change.events import LEASE, EventType
from bot.core.change.state import State
from bot.core.plan import CannotPlan, Plan
from bot.errors import StoreError
from bot.features.change import log_entries, texts
from bot.features.change.advance import look_soon, step
from bot.features.change.attempt import Attempt
from bot.features.change.events import ChangeEvent
from bot.features.change.finish import conclude, expire, stop
from bot.features.change.gate import must_wait, wait_for_gate
from bot.features.change.lag import TooOld, befores, too_old
from bot.features.change.ports import EnginePorts, apply_job
from bot.features.change.propose import again, undone_by
from bot.features.change.read_path import (
    PathView,
    expected_faults,
    plan_over,
    read_all,
    read_path,
    request_of,
    with_senders,
)
from bot.features.change.write_steps import EarlierSteps, carry_out
from bot.jobs.crash_points import CrashPoint
from bot.store.conflict import Conflict
from bot.store.leases import Lease

_BUSY_FOR = 15
"""Seconds until another change may have let the resource go."""
_LONGEST = 900  # SQS's longest delay


def apply(ports: EnginePorts, change_id: str) -> ChangeEvent:
    """See `ChangeEngine.apply`."""
    change = ports.changes.get(change_id)
    if change is None or change.state is not State.APPROVED:
        return _stands(ports, change_id, change)
    if change.expires <= ports.clock():
        return expire(ports, change)
    why_not = not_allowed(ports, change)
    if why_not:
        return stop(ports, change, why_not)
    old = too_old(ports, befores(change.plan))
    if old and isinstance(old.newer, ResourceChange):
        return _waits_for_edit(ports, change, old)
    return wait_for_gate(ports, change) if must_wait(ports, change) else _begun(ports, change)


def _begun(ports: EnginePorts, change: Change) -> ChangeEvent:
    lease = take(ports, change)
    if lease is None:
        return _busy(ports, change)
    ports.crash_hook(CrashPoint.LEASED)
    return _claimed(ports, change, lease)


def take(ports: EnginePorts, change: Change) -> Lease | None:
    """The lease over every resource of the change, the topic among them; None while it is held."""
    resources = (*change.plan.resources, change.plan.topic)
    return ports.leases.take(resources, change.id, ports.clock(), LEASE.total_seconds())


def _claimed(ports: EnginePorts, change: Change, lease: Lease) -> ChangeEvent:
    try:
        claimed = step(ports, change, EventType.CLAIMED, lease=lease)
    except Conflict as first:
        ports.leases.release(lease)
        return _stands(ports, change.id, first.current)
    try:
        return _carried_out(Attempt(ports, claimed, lease))
    except StoreError:
        with suppress(StoreError):  # else it is settled once the lease is over
            look_soon(ports, claimed, lease)
        raise


def _carried_out(attempt: Attempt) -> ChangeEvent:
    other = _compared(attempt)
    if other:
        return other
    ended = carry_out(attempt, EarlierSteps())
    if ended.stop and ended.stop.changed and not ended.done:
        return _changed(attempt, read_path(attempt.ports, request_of(attempt.change.plan)))
    return conclude(attempt, ended)


def _compared(attempt: Attempt) -> ChangeEvent | None:
    """Read again: the event where the plan is another one now, else None and it is written down."""
    ports, change = attempt.ports, attempt.change
    plan = change.plan
    read = read_all if fixes.hangs_on_senders(plan) else read_path
    seen = read(ports, request_of(plan))
    now = _plan_now(attempt, seen)
    if isinstance(now, CannotPlan):
        return stop(ports, change, now.why, attempt.lease)
    if now.fingerprint != plan.fingerprint:
        return _changed(attempt, seen)
    before = json.dumps(sorted(expected_faults(seen, now)))
    at = ports.clock()
    ports.log.put(log_entries.of_attempt(change, EventType.COMPARED, at, after=before))
    ports.crash_hook(CrashPoint.COMPARED)
    return None


def _plan_now(attempt: Attempt, seen: PathView) -> Plan | CannotPlan:
    ports, change = attempt.ports, attempt.change
    try:
        undoes = undone_by(ports, change)
    except Conflict as over:
        return CannotPlan(change.plan.fix, texts.late(over.current))
    return plan_over(ports, seen, change.plan.fix, change.id, undoes)


def _changed(attempt: Attempt, seen: PathView) -> ChangeEvent:
    """Nothing is written; the person who asked gets the new plan."""
    ports, change = attempt.ports, attempt.change
    instead = _instead(attempt, seen)
    why = texts.DOCUMENT_CHANGED + texts.gate_void(change)
    return stop(ports, change, why, attempt.lease, instead)


def _instead(attempt: Attempt, seen: PathView) -> Change | None:
    """A proposal over what is there now: under an id of its own, for a key is tagged with it."""
    ports, change = attempt.ports, attempt.change
    id = ports.new_id()
    seen = with_senders(ports, seen, request_of(change.plan))
    plan = plan_over(ports, seen, change.plan.fix, id, undone_by(ports, change))
    return None if isinstance(plan, CannotPlan) else again(ports, change, plan, id)


def not_allowed(ports: EnginePorts, change: Change) -> str:
    """Why the change may not run any more: rights are looked up again before the claim."""
    fix = change.plan.fix
    refusal = ports.rights.mend(change.requester, fix)
    if refusal and not (change.asking and refusal.may_ask):
        return refusal.says
    others = [user for user in change.approved_by() if user != change.requester]
    lost = tuple(user for user in others if ports.rights.mend(user, fix))
    kept = Asked(change.requester, set(others) - set(lost))
    missing = approvals_missing(kept, change.approvals_needed(ports.rules.approvals))
    return texts.approvals_lost(lost) if missing else ""


def _stands(ports: EnginePorts, change_id: str, change: Change | None) -> ChangeEvent:
    """A second delivery, or a change that was decided otherwise meanwhile."""
    event = ChangeEvent(EventType.STANDS, texts.late(change), change_id, change)
    ports.notifier.told(event)
    return event


def _waits_for_edit(ports: EnginePorts, change: Change, old: TooOld) -> ChangeEvent:
    """What somebody else wrote a moment ago, and AWS may not show yet, is not written over."""
    left = (old.until - ports.clock()).total_seconds()
    ports.queue.send(apply_job(ports, change), min(max(int(left) + 1, 1), _LONGEST))
    says = texts.waits_for_edit(old.until, old.says)
    return ChangeEvent(EventType.BUSY, says, change.id, change)


def _busy(ports: EnginePorts, change: Change) -> ChangeEvent:
    ports.queue.send(apply_job(ports, change), _BUSY_FOR)
    return ChangeEvent(EventType.BUSY, texts.busy(), change.id, change)
