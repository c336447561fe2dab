"""Submit, approve, reject: what people decide about a proposal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.core.authorize import Asked, approvals_missing
from bot.core.change import Approval, Change, State
from bot.core.model import Facts
from bot.core.plan import CannotPlan
from bot.features.change import log_entries, ports, texts
from bot.features.change.events import News, What
from bot.features.change.finish import expire
from bot.features.change.log_entries import Did
from bot.features.change.ports import Means
from bot.features.change.propose import refuse, replan
from bot.features.change.read_path import Seen, look, wish_of
from bot.jobs.crash_points import Point
from bot.store.conflict import Conflict


def submit(means: Means, change_id: str, who: str, fingerprint: str, reason: str) -> News:
    """See `Mender.submit`."""
    change = _open(means, change_id)
    if isinstance(change, News):
        return change
    denied = _may_submit(means, change, who, reason)
    if denied:
        return denied
    if fingerprint != change.plan.fingerprint:
        return News(What.REPLANNED, texts.asks_anew(), change.id, change, who)
    seen = look(means, wish_of(change.plan))
    moved = _moved(means, change, who, seen)
    if moved:
        return moved
    yes = Approval(who, fingerprint, means.clock())
    if approvals_missing(_asked(change), means.rules.approvals):
        return _ask(means, change, yes, reason)
    return _approved(means, change, yes, reason, seen.facts)


def _may_submit(means: Means, change: Change, who: str, reason: str) -> News | None:
    if who != change.requester:
        return _denied(means, change, who, texts.not_yours(change))
    if who in change.approved_by():
        raise Conflict(change.id, change)  # submitted already: it waits for others
    typed = reason if change.plan.reason_needed else None
    refusal = means.rights.mend(who, change.plan.fix, typed)
    return refuse(means, change, who, refusal) if refusal else None


def approve(means: Means, change_id: str, who: str, fingerprint: str) -> News:
    """See `Mender.approve`."""
    change = _open(means, change_id)
    if isinstance(change, News):
        return change
    refusal = means.rights.approve(who, change.plan.fix, _asked(change))
    if refusal:
        return refuse(means, change, who, refusal)
    if fingerprint != change.plan.fingerprint:
        return News(What.REPLANNED, texts.asks_anew(), change.id, change, who)
    if not is_submitted(change):
        return _denied(means, change, who, texts.not_submitted())
    yes = Approval(who, fingerprint, means.clock())
    others = {*change.approved_by(), who}
    missing = approvals_missing(Asked(change.requester, others), means.rules.approvals)
    if not missing:
        return _approved(means, change, yes)
    record = log_entries.of_change(change, Did.APPROVED, yes.at, who)
    news = _waiting(means, change, who, missing, change.expires)
    kept = means.changes.note(
        change,
        record,
        due=_reminder(means, change, yes.at),
        says=means.says(news),
        approvals=(*change.approvals, yes),
    )
    return means.happened(news(kept))


def reject(means: Means, change_id: str, who: str, why: str) -> News:
    """See `Mender.reject`. A change that is approved but not begun can be rejected too."""
    change = means.changes.get(change_id)
    if change is None or change.state not in (State.PROPOSED, State.APPROVED):
        raise Conflict(change_id, change)
    refusal = means.rights.reject(who, change.plan.fix, _asked(change))
    if refusal:
        return refuse(means, change, who, refusal)
    record = log_entries.of_change(change, Did.REJECTED, means.clock(), who, why)

    def news(kept: Change) -> News:
        return News(What.REJECTED, _rejected(who, why), kept.id, kept, who)

    kept = means.changes.transition(
        change, State.REFUSED, record, says=means.says(news), outcome=why
    )
    return means.happened(news(kept))


def is_submitted(change: Change) -> bool:
    """True once its requester has asked for the plan as it is now."""
    return change.requester in change.approved_by()


def _open(means: Means, change_id: str) -> Change | News:
    """The proposal; Conflict where it is none any more, news where its time is over."""
    change = means.changes.get(change_id)
    if change is None or change.state is not State.PROPOSED:
        raise Conflict(change_id, change)
    return expire(means, change) if change.expires <= means.clock() else change


def _moved(means: Means, change: Change, who: str, seen: Seen) -> News | None:
    """None where the plan is the same over what was read again; else the new one replaces it."""
    plan = replan(means, change, seen)
    if isinstance(plan, CannotPlan):
        record = log_entries.of_change(change, Did.STOPPED, means.clock(), why=plan.why)
        gone = means.changes.transition(change, State.REFUSED, record, outcome=plan.why)
        return News(What.CANNOT, texts.changed(plan.why, None), change.id, gone, who)
    if plan.fingerprint == change.plan.fingerprint:
        return None
    now = means.clock()
    record = log_entries.of_change(change, Did.REPLANNED, now, who)
    expires = now + means.rules.preview_for
    kept = means.changes.note(change, record, plan=plan, expires=expires)
    return News(What.REPLANNED, texts.replanned(), change.id, kept, who)


def _ask(means: Means, change: Change, yes: Approval, reason: str) -> News:
    expires = yes.at + means.rules.approval_for
    news = _waiting(means, change, yes.user, means.rules.approvals, expires)
    kept = means.changes.note(
        change,
        log_entries.of_change(change, Did.ASKED, yes.at, yes.user, reason),
        due=min(yes.at + means.rules.remind_every, expires),
        says=means.says(news),
        approvals=(*change.approvals, yes),
        reason=reason,
        expires=expires,
    )
    means.reach(Point.ASKED)
    return means.happened(news(kept))


def still_to_ask(means: Means, change: Change) -> tuple[str, ...]:
    """Who may still approve: everybody with the right but the requester and who has said yes."""
    done = {change.requester, *change.approved_by()}
    return tuple(one for one in means.rights.holders(change.plan.fix) if one not in done)


def _waiting(
    means: Means, change: Change, who: str, missing: int, until: datetime
) -> Callable[[Change], News]:
    """The news once the yes of `who` is written. They are not asked any more, nor is who asks."""
    ask = tuple(one for one in still_to_ask(means, change) if one != who)
    text = texts.waiting(missing, until)
    return lambda kept: News(What.WAITING, text, kept.id, kept, who, ask=ask, missing=missing)


def _approved(
    means: Means, change: Change, yes: Approval, reason: str = "", seen: Facts | None = None
) -> News:
    """The last yes: from here on a job carries it out, now or when the schedule finds it."""
    did = Did.SUBMITTED if yes.user == change.requester else Did.APPROVED

    def news(kept: Change) -> News:
        text = f"{kept.plan.title}: under way."
        return News(What.APPROVED, text, kept.id, kept, yes.user, seen=seen)

    kept = means.changes.transition(
        change,
        State.APPROVED,
        log_entries.of_change(change, did, yes.at, yes.user, reason),
        due=yes.at + means.rules.queue_again,
        says=means.says(news),
        approvals=(*change.approvals, yes),
        reason=reason or change.reason,
        expires=max(change.expires, yes.at + means.rules.preview_for),
    )
    means.reach(Point.APPROVED)
    means.queue.send(ports.apply_job(means, kept))
    means.reach(Point.QUEUED)
    return means.happened(news(kept))


def _reminder(means: Means, change: Change, now: datetime) -> datetime:
    return min(now + means.rules.remind_every, change.expires)


def _denied(means: Means, change: Change, who: str, why: str) -> News:
    """An act that is nobody's right: logged like every refusal."""
    means.log.put(log_entries.of_refusal(change, means.clock(), who, why, means.new_id()))
    return News(What.LATE, why, change.id, change, who)


def _asked(change: Change) -> Asked:
    return Asked(change.requester, change.approved_by())


def _rejected(who: str, why: str) -> str:
    return f"Rejected by <@{who}>. {texts.NOTHING_WRITTEN}" + (f" {why}" if why else "")
