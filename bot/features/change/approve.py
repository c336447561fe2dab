"""Submit, approve, reject: what people decide about a proposal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.core.accounts.authorize import Asked, approvals_missing
from bot.core.change import Approval, Change, State
from bot.core.model import Facts
from bot.core.plan import CannotPlan
from bot.features.change import log_entries, texts
from bot.features.change.events import ChangeEvent, EventType
from bot.features.change.finish import expire
from bot.features.change.log_entries import ChangeAct
from bot.features.change.ports import EnginePorts, apply_job
from bot.features.change.propose import refuse, replan
from bot.features.change.read_path import PathView, read_path, request_of
from bot.jobs.crash_points import CrashPoint
from bot.store.conflict import Conflict


def submit(
    ports: EnginePorts, change_id: str, who: str, fingerprint: str, reason: str
) -> ChangeEvent:
    """See `ChangeEngine.submit`."""
    change = _open(ports, change_id)
    if isinstance(change, ChangeEvent):
        return change
    denied = _may_submit(ports, change, who, reason)
    if denied:
        return denied
    if fingerprint != change.plan.fingerprint:
        return ChangeEvent(EventType.REPLANNED, texts.asks_anew(), change.id, change, who)
    seen = read_path(ports, request_of(change.plan))
    moved = _moved(ports, change, who, seen)
    if moved:
        return moved
    yes = Approval(who, fingerprint, ports.clock())
    if approvals_missing(_asked(change), ports.rules.approvals):
        return _ask(ports, change, yes, reason)
    return _approved(ports, change, yes, reason, seen.facts)


def _may_submit(ports: EnginePorts, change: Change, who: str, reason: str) -> ChangeEvent | None:
    if who != change.requester:
        return _denied(ports, change, who, texts.not_yours(change))
    if who in change.approved_by():
        raise Conflict(change.id, change)  # submitted already: it waits for others
    typed = reason if change.plan.reason_needed else None
    refusal = ports.rights.mend(who, change.plan.fix, typed)
    return refuse(ports, change, who, refusal) if refusal else None


def approve(ports: EnginePorts, change_id: str, who: str, fingerprint: str) -> ChangeEvent:
    """See `ChangeEngine.approve`."""
    change = _open(ports, change_id)
    if isinstance(change, ChangeEvent):
        return change
    refusal = ports.rights.approve(who, change.plan.fix, _asked(change))
    if refusal:
        return refuse(ports, change, who, refusal)
    if fingerprint != change.plan.fingerprint:
        return ChangeEvent(EventType.REPLANNED, texts.asks_anew(), change.id, change, who)
    if not is_submitted(change):
        return _denied(ports, change, who, texts.not_submitted())
    yes = Approval(who, fingerprint, ports.clock())
    others = {*change.approved_by(), who}
    missing = approvals_missing(Asked(change.requester, others), ports.rules.approvals)
    if not missing:
        return _approved(ports, change, yes)
    record = log_entries.of_change(change, ChangeAct.APPROVED, yes.at, who)
    event = _waiting(ports, change, who, missing, change.expires)
    kept = ports.changes.note(
        change,
        record,
        due=_reminder(ports, change, yes.at),
        says=ports.says(event),
        approvals=(*change.approvals, yes),
    )
    return ports.happened(event(kept))


def reject(ports: EnginePorts, change_id: str, who: str, why: str) -> ChangeEvent:
    """See `ChangeEngine.reject`. A change that is approved but not begun can be rejected too."""
    change = ports.changes.get(change_id)
    if change is None or change.state not in (State.PROPOSED, State.APPROVED):
        raise Conflict(change_id, change)
    refusal = ports.rights.reject(who, change.plan.fix, _asked(change))
    if refusal:
        return refuse(ports, change, who, refusal)
    record = log_entries.of_change(change, ChangeAct.REJECTED, ports.clock(), who, why)

    def event(kept: Change) -> ChangeEvent:
        return ChangeEvent(EventType.REJECTED, _rejected(who, why), kept.id, kept, who)

    kept = ports.changes.transition(
        change, State.REFUSED, record, says=ports.says(event), outcome=why
    )
    return ports.happened(event(kept))


def is_submitted(change: Change) -> bool:
    """True once its requester has asked for the plan as it is now."""
    return change.requester in change.approved_by()


def _open(ports: EnginePorts, change_id: str) -> Change | ChangeEvent:
    """The proposal; Conflict where it is none any more, the event where its time is over."""
    change = ports.changes.get(change_id)
    if change is None or change.state is not State.PROPOSED:
        raise Conflict(change_id, change)
    return expire(ports, change) if change.expires <= ports.clock() else change


def _moved(ports: EnginePorts, change: Change, who: str, seen: PathView) -> ChangeEvent | None:
    """None where the plan is the same over what was read again; else the new one replaces it."""
    plan = replan(ports, change, seen)
    if isinstance(plan, CannotPlan):
        record = log_entries.of_change(change, ChangeAct.STOPPED, ports.clock(), why=plan.why)
        gone = ports.changes.transition(change, State.REFUSED, record, outcome=plan.why)
        return ChangeEvent(EventType.CANNOT, texts.changed(plan.why, None), change.id, gone, who)
    if plan.fingerprint == change.plan.fingerprint:
        return None
    now = ports.clock()
    record = log_entries.of_change(change, ChangeAct.REPLANNED, now, who)
    expires = now + ports.rules.preview_for
    kept = ports.changes.note(change, record, plan=plan, expires=expires)
    return ChangeEvent(EventType.REPLANNED, texts.replanned(), change.id, kept, who)


def _ask(ports: EnginePorts, change: Change, yes: Approval, reason: str) -> ChangeEvent:
    expires = yes.at + ports.rules.approval_for
    event = _waiting(ports, change, yes.user, ports.rules.approvals, expires)
    kept = ports.changes.note(
        change,
        log_entries.of_change(change, ChangeAct.ASKED, yes.at, yes.user, reason),
        due=min(yes.at + ports.rules.remind_every, expires),
        says=ports.says(event),
        approvals=(*change.approvals, yes),
        reason=reason,
        expires=expires,
    )
    ports.crash_hook(CrashPoint.ASKED)
    return ports.happened(event(kept))


def still_to_ask(ports: EnginePorts, change: Change) -> tuple[str, ...]:
    """Who may still approve: everybody with the right but the requester and who has said yes."""
    done = {change.requester, *change.approved_by()}
    return tuple(one for one in ports.rights.holders(change.plan.fix) if one not in done)


def _waiting(
    ports: EnginePorts, change: Change, who: str, missing: int, until: datetime
) -> Callable[[Change], ChangeEvent]:
    """The event once the yes of `who` is written. They are not asked any more, nor is who asks."""
    ask = tuple(one for one in still_to_ask(ports, change) if one != who)
    text = texts.waiting(missing, until)
    return lambda kept: ChangeEvent(
        EventType.WAITING, text, kept.id, kept, who, ask=ask, missing=missing
    )


def _approved(
    ports: EnginePorts, change: Change, yes: Approval, reason: str = "", seen: Facts | None = None
) -> ChangeEvent:
    """The last yes: from here on a job carries it out, now or when the schedule finds it."""
    did = ChangeAct.SUBMITTED if yes.user == change.requester else ChangeAct.APPROVED

    def event(kept: Change) -> ChangeEvent:
        text = f"{kept.plan.title}: under way."
        return ChangeEvent(EventType.APPROVED, text, kept.id, kept, yes.user, seen=seen)

    kept = ports.changes.transition(
        change,
        State.APPROVED,
        log_entries.of_change(change, did, yes.at, yes.user, reason),
        due=yes.at + ports.rules.queue_again,
        says=ports.says(event),
        approvals=(*change.approvals, yes),
        reason=reason or change.reason,
        expires=max(change.expires, yes.at + ports.rules.preview_for),
    )
    ports.crash_hook(CrashPoint.APPROVED)
    ports.queue.send(apply_job(ports, kept))
    ports.crash_hook(CrashPoint.QUEUED)
    return ports.happened(event(kept))


def _reminder(ports: EnginePorts, change: Change, now: datetime) -> datetime:
    return min(now + ports.rules.remind_every, change.expires)


def _denied(ports: EnginePorts, change: Change, who: str, why: str) -> ChangeEvent:
    """An act that is nobody's right: logged like every refusal."""
    ports.log.put(log_entries.of_refusal(change, ports.clock(), who, why, ports.new_id()))
    return ChangeEvent(EventType.LATE, why, change.id, change, who)


def _asked(change: Change) -> Asked:
    return Asked(change.requester, change.approved_by())


def _rejected(who: str, why: str) -> str:
    return f"Rejected by <@{who}>. {texts.NOTHING_WRITTEN}" + (f" {why}" if why else "")
