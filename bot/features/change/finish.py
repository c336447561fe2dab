"""How an attempt ends: read back, verified over the whole path, recorded; then said. And the
end of a proposal's time.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.core.change import Change, State
from bot.core.model import Facts
from bot.core.plan import Plan
from bot.features.change import log_entries, ports, texts
from bot.features.change.attempt import Attempt
from bot.features.change.events import News, What
from bot.features.change.log_entries import Did
from bot.features.change.ports import Means
from bot.features.change.propose import UNDOABLE
from bot.features.change.verify import BackThere, Verified, read_back, verified
from bot.features.change.write_steps import Ended, Stop
from bot.jobs.crash_points import Point
from bot.store.conflict import Conflict
from bot.store.leases import Lease

_ATTEMPTS = 3


def conclude(attempt: Attempt, ended: Ended) -> News:
    """Record how it ended, free the resources, tell.

    Where a step is in doubt the change stays APPLYING under its lease: nobody writes there until
    the schedule has settled it.
    """
    if ended.stop:
        return _in_doubt(attempt, ended.stop) if ended.stop.doubt else _broke_off(attempt, ended)
    back = read_back(attempt.means, ended.plan)
    attempt.means.reach(Point.READ_BACK)
    if back.differs:
        return _failed(attempt, ended, back.why)
    return _judged(attempt, ended, back)


def stop(
    means: Means,
    change: Change,
    why: str,
    lease: Lease | None = None,
    instead: Change | None = None,
) -> News:
    """End an approved or claimed change of which nothing was written."""
    record = log_entries.of_change(change, Did.STOPPED, means.clock(), change.requester, why)
    news = _news(What.STOPPED, texts.changed(why, instead), instead)
    kept = means.changes.transition(
        change, State.REFUSED, record, lease=lease, says=means.says(news), outcome=why
    )
    _release(means, lease)
    return means.happened(news(kept))


def applied(
    means: Means, change: Change, plan: Plan, found: Verified, lease: Lease | None = None
) -> News:
    """The check says so: APPLIED, and what an undo takes back is UNDONE."""
    still = found.still
    first = _undone(means, change)
    text = texts.applied(plan, undoing=bool(change.undoes), still=still)
    record = log_entries.of_change(change, Did.APPLIED, means.clock(), change.requester, text)
    news = _news(What.NOT_ENOUGH if still else What.APPLIED, text, seen=found.facts)
    kept = means.changes.transition(
        change,
        State.APPLIED,
        record,
        lease=lease,
        says=means.says(news),
        outcome=text,
        plan=plan,
    )
    means.reach(Point.FINISHED)
    _release(means, lease)
    if first:
        means.happened(first)
    return means.happened(news(kept))


def fail(
    means: Means,
    change: Change,
    why: str,
    lease: Lease | None = None,
    plan: Plan | None = None,
) -> News:
    """End a change of which something may have been written."""
    record = log_entries.of_change(change, Did.FAILED, means.clock(), change.requester, why)
    news = _news(What.FAILED, why)
    kept = means.changes.transition(
        change,
        State.FAILED,
        record,
        lease=lease,
        says=means.says(news),
        outcome=why,
        plan=plan or change.plan,
    )
    means.reach(Point.FINISHED)
    _release(means, lease)
    return means.happened(news(kept))


def _judged(attempt: Attempt, ended: Ended, back: BackThere) -> News:
    means, change = attempt.means, attempt.change
    found = verified(means, change, ended.plan, back)
    means.reach(Point.VERIFIED)
    why = found.why
    if not why:
        return applied(means, change, ended.plan, found, attempt.lease)
    now, rules = means.clock(), means.rules
    news = _news(What.UNVERIFIED, texts.not_verified(why), seen=found.facts)
    kept = means.changes.transition(
        change,
        State.UNVERIFIED,
        log_entries.of_change(change, Did.UNVERIFIED, now, change.requester, why),
        due=now + rules.recheck_every,
        lease=attempt.lease,
        says=means.says(news),
        plan=ended.plan,
        outcome=why,
        expires=now + rules.recheck_for,
    )
    means.reach(Point.FINISHED)
    _release(means, attempt.lease)
    wait = int(rules.recheck_after.total_seconds())
    means.queue.send(ports.recheck_job(means, kept), wait)
    return means.happened(news(kept))


def _in_doubt(attempt: Attempt, found: Stop) -> News:
    means = attempt.means
    if found.soon:
        _release(means, attempt.lease)
        wait = int(means.rules.recheck_after.total_seconds())
        means.queue.send(ports.settle_job(means, attempt.change), wait)
    news = _news(What.UNSURE, found.problem)(attempt.change)
    means.tell.told(news)
    return news


def _broke_off(attempt: Attempt, ended: Ended) -> News:
    """A step did not come off: REFUSED where it was the first, for then nothing is written."""
    why = ended.stop.problem if ended.stop else ""
    if ended.done == 0:
        return stop(attempt.means, attempt.change, why, attempt.lease)
    return _failed(attempt, ended, why + texts.half(ended.done, len(ended.plan.writes)))


def _failed(attempt: Attempt, ended: Ended, why: str) -> News:
    if ended.plan != attempt.change.plan:
        why += texts.key_stays(ended.plan.writes[0].resource)
    return fail(attempt.means, attempt.change, why, attempt.lease, ended.plan)


def _undone(means: Means, change: Change) -> News | None:
    """Take the first change to UNDONE: the news of it.

    Before the undo is APPLIED, so that a crash between the two leaves an undo that is settled
    again, and never a first change that looks applied.
    """
    for _ in range(_ATTEMPTS if change.undoes else 0):
        first = means.changes.get(change.undoes)
        if first is None or first.state not in UNDOABLE:
            return None
        record = log_entries.of_change(
            first, Did.UNDONE, means.clock(), change.requester, change.reason
        )
        news = _news(What.UNDONE, f"Undone: {first.plan.title}.")
        try:
            kept = means.changes.transition(first, State.UNDONE, record, says=means.says(news))
        except Conflict:
            continue  # a re-check of it came between
        means.reach(Point.ORIGINAL_UNDONE)
        return news(kept)
    return None


def _release(means: Means, lease: Lease | None) -> None:
    if lease:
        means.leases.release(lease)
        means.reach(Point.RELEASED)


def _news(
    what: What, text: str, instead: Change | None = None, *, seen: Facts | None = None
) -> Callable[[Change], News]:
    """The news of the change that will be written."""
    return lambda kept: News(what, text, kept.id, kept, instead=instead, seen=seen)


def expire(means: Means, change: Change) -> News:
    """The proposal, or approved change, is over: nothing was written. Raises Conflict."""
    record = log_entries.of_change(change, Did.EXPIRED, means.clock())
    news = _news(What.EXPIRED, f"This has expired. {texts.NOTHING_WRITTEN} Ask for the fix again.")
    kept = means.changes.transition(change, State.EXPIRED, record, says=means.says(news))
    return means.happened(news(kept))
