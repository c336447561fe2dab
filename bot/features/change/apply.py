"""Apply: rights, lease, claim, read again and compare; then the steps."""

from __future__ import annotations

import json

from bot.core.authorize import Asked, approvals_missing
from bot.core.change import Change, State
from bot.core.plan import CannotPlan, Plan
from bot.features.change import log_entries, ports, texts
from bot.features.change.attempt import Attempt
from bot.features.change.events import News, What
from bot.features.change.finish import conclude, expire, stop
from bot.features.change.log_entries import Did
from bot.features.change.ports import Means
from bot.features.change.propose import again, undone_by
from bot.features.change.read_path import Seen, expected_faults, look, plan_over, wish_of
from bot.features.change.write_steps import Known, carry_out
from bot.jobs.crash_points import Point
from bot.store.conflict import Conflict
from bot.store.leases import Lease


def apply(means: Means, change_id: str) -> News:
    """See `Mender.apply`."""
    change = means.changes.get(change_id)
    if change is None or change.state is not State.APPROVED:
        return _stands(means, change_id, change)
    if change.expires <= means.clock():
        return expire(means, change)
    why_not = not_allowed(means, change)
    if why_not:
        return stop(means, change, why_not)
    lease = take(means, change)
    if lease is None:
        return _busy(means, change)
    means.reach(Point.LEASED)
    return _claimed(means, change, lease)


def take(means: Means, change: Change) -> Lease | None:
    """The lease over every resource of the change, the topic among them; None while it is held."""
    resources = (*change.plan.resources, change.plan.topic)
    seconds = means.rules.lease.total_seconds()
    return means.leases.take(resources, change.id, means.clock(), seconds)


def _claimed(means: Means, change: Change, lease: Lease) -> News:
    now = means.clock()
    record = log_entries.of_change(change, Did.CLAIMED, now, change.requester)
    try:
        claimed = means.changes.transition(
            change, State.APPLYING, record, due=now + means.rules.settle_after, lease=lease
        )
    except Conflict as first:
        means.leases.release(lease)
        return _stands(means, change.id, first.current)
    means.reach(Point.CLAIMED)
    attempt = Attempt(means, claimed, lease)
    other = _compared(attempt)
    if other:
        return other
    ended = carry_out(attempt, Known())
    if ended.stop and ended.stop.changed and not ended.done:
        return _changed(attempt, look(means, wish_of(change.plan)))
    return conclude(attempt, ended)


def _compared(attempt: Attempt) -> News | None:
    """Read again: news where the plan is another one now, else None and it is written down."""
    means, change = attempt.means, attempt.change
    plan = change.plan
    seen = look(means, wish_of(plan))
    now = _plan_now(attempt, seen)
    if isinstance(now, CannotPlan):
        return stop(means, change, now.why, attempt.lease)
    if now.fingerprint != plan.fingerprint:
        return _changed(attempt, seen)
    before = json.dumps(sorted(expected_faults(seen, now)))
    at = means.clock()
    means.log.put(log_entries.of_attempt(change, Did.COMPARED, at, after=before))
    means.reach(Point.COMPARED)
    return None


def _plan_now(attempt: Attempt, seen: Seen) -> Plan | CannotPlan:
    means, change = attempt.means, attempt.change
    try:
        undoes = undone_by(means, change)
    except Conflict as over:
        return CannotPlan(change.plan.fix, texts.late(over.current))
    return plan_over(means, seen, change.plan.fix, change.id, undoes)


def _changed(attempt: Attempt, seen: Seen) -> News:
    """Nothing is written; the person who asked gets the new plan."""
    means, change = attempt.means, attempt.change
    instead = _instead(attempt, seen)
    return stop(means, change, texts.DOCUMENT_CHANGED, attempt.lease, instead)


def _instead(attempt: Attempt, seen: Seen) -> Change | None:
    """A proposal over what is there now: under an id of its own, for a key is tagged with it."""
    means, change = attempt.means, attempt.change
    id = means.new_id()
    plan = plan_over(means, seen, change.plan.fix, id, undone_by(means, change))
    return None if isinstance(plan, CannotPlan) else again(means, change, plan, id)


def not_allowed(means: Means, change: Change) -> str:
    """Why the change may not run any more: rights are looked up again before the claim."""
    fix = change.plan.fix
    refusal = means.rights.mend(change.requester, fix)
    if refusal:
        return refusal.says
    others = [user for user in change.approved_by() if user != change.requester]
    lost = tuple(user for user in others if means.rights.mend(user, fix))
    kept = Asked(change.requester, set(others) - set(lost))
    missing = approvals_missing(kept, means.rules.approvals)
    return texts.approvals_lost(lost) if missing else ""


def _stands(means: Means, change_id: str, change: Change | None) -> News:
    """A second delivery, or a change that was decided otherwise meanwhile."""
    news = News(What.STANDS, texts.late(change), change_id, change)
    means.tell.told(news)
    return news


def _busy(means: Means, change: Change) -> News:
    wait = int(means.rules.busy_for.total_seconds())
    means.queue.send(ports.apply_job(means, change), wait)
    return News(What.BUSY, texts.busy(), change.id, change)
