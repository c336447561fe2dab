"""Submit, approve, reject: what people decide about a proposal."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from bot.core.accounts.authorize import Asked, Reason, Refusal, approvals_missing
from bot.core.change.change import Approval, Change
from bot.core.change.events import APPROVAL_FOR, PREVIEW_FOR, EventType
from bot.core.change.state import State
from bot.core.plan import CannotPlan, Plan
from bot.features.change import log_entries, texts
from bot.features.change.advance import advance
from bot.features.change.events import ChangeEvent
from bot.features.change.finish import expire
from bot.features.change.log_entries import ITSELF
from bot.features.change.ports import EnginePorts, apply_job
from bot.features.change.propose import refuse, replan
from bot.features.change.read_path import (
    PathView,
    read_path,
    request_of,
    same_over_path,
    with_senders,
)
from bot.jobs.crash_points import CrashPoint
from bot.store.changes import Updates
from bot.store.conflict import Conflict


def submit(
    ports: EnginePorts, change_id: str, who: str, fingerprint: str, reason: str
) -> ChangeEvent:
    """See `ChangeEngine.submit`."""
    change = _open(ports, change_id, State.PREVIEWED)
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
    missing = approvals_missing(_asked(change), change.approvals_needed(ports.rules.approvals))
    if missing:
        return _ask(ports, change, who, missing, reason)
    event = ChangeEvent(EventType.SUBMITTED, texts.under_way(change.plan), who=who, seen=seen.one)
    return _approved(ports, change, event, why=reason, reason=reason)


def _may_submit(ports: EnginePorts, change: Change, who: str, reason: str) -> ChangeEvent | None:
    if who != change.requester:
        return _denied(ports, change, who, texts.not_yours(change))
    typed = reason if change.plan.reason_needed else None
    refusal = ports.rights.mend(who, change.plan.fix, typed)
    if refusal and change.asking and refusal.may_ask:
        unsaid = typed is not None and not typed.strip()
        refusal = Refusal(Reason.NO_REASON) if unsaid else None
    return refuse(ports, change, who, refusal) if refusal else None


def approve(ports: EnginePorts, change_id: str, who: str, fingerprint: str) -> ChangeEvent:
    """See `ChangeEngine.approve`."""
    change = _open(ports, change_id, State.WAITING)
    if isinstance(change, ChangeEvent):
        return change
    refusal = ports.rights.approve(who, change.plan.fix, _asked(change))
    if refusal:
        return refuse(ports, change, who, refusal)
    if fingerprint != change.plan.fingerprint:
        return ChangeEvent(EventType.REPLANNED, texts.asks_anew(), change.id, change, who)
    others = {*change.approved_by(), who}
    missing = approvals_missing(
        Asked(change.requester, others), change.approvals_needed(ports.rules.approvals)
    )
    if not missing:
        until = max(change.expires, ports.clock() + PREVIEW_FOR)
        event = ChangeEvent(EventType.APPROVED, texts.under_way(change.plan), who=who)
        return _approved(ports, change, event, expires=until)
    event = _waits(ports, change, EventType.AGREED, who, missing, change.expires)
    return ports.happened(advance(ports, change, event, approvals=_with(ports, change, who)))


def reject(ports: EnginePorts, change_id: str, who: str, why: str) -> ChangeEvent:
    """See `ChangeEngine.reject`. A change that is approved but not begun can be rejected too."""
    change = ports.changes.get(change_id)
    if change is None or change.state not in EventType.REJECTED.row.source:
        raise Conflict(change_id, change)
    refusal = ports.rights.reject(who, change.plan.fix, _asked(change))
    if refusal:
        return refuse(ports, change, who, refusal)
    event = ChangeEvent(EventType.REJECTED, texts.rejected(who, why), who=who)
    return ports.happened(advance(ports, change, event, why=why, outcome=why, decided_by=who))


def _open(ports: EnginePorts, change_id: str, state: State) -> Change | ChangeEvent:
    """The change; Conflict where it does not stand there, the event where its time is over."""
    change = ports.changes.get(change_id)
    if change is None or change.state is not state:
        raise Conflict(change_id, change)
    return expire(ports, change) if change.expires <= ports.clock() else change


def _moved(ports: EnginePorts, change: Change, who: str, seen: PathView) -> ChangeEvent | None:
    """None where the plan is the same over what was read again; else the new one replaces it.

    Who else publishes to the topic is read again before the write, and here only for a new plan.
    """
    plan = replan(ports, change, seen)
    if isinstance(plan, Plan):
        if same_over_path(plan, change.plan):
            return None
        plan = replan(ports, change, with_senders(ports, seen, request_of(change.plan)))
    if isinstance(plan, CannotPlan) and plan.for_now:
        return ChangeEvent(EventType.NOT_NOW, texts.not_now(plan.why), change.id, change, who)
    if isinstance(plan, CannotPlan):
        event = ChangeEvent(EventType.CANNOT, texts.changed(plan.why, None), who=who)
        return advance(ports, change, event, by=ITSELF, why=plan.why, outcome=plan.why)
    if plan.fingerprint == change.plan.fingerprint:
        return None
    event = ChangeEvent(EventType.REPLANNED, texts.replanned(), who=who)
    return advance(ports, change, event, plan=plan)


def _ask(ports: EnginePorts, change: Change, who: str, missing: int, reason: str) -> ChangeEvent:
    until = ports.clock() + APPROVAL_FOR
    event = _waits(ports, change, EventType.ASKED, who, missing, until)
    approvals = _with(ports, change, who)
    asked = advance(ports, change, event, why=reason, approvals=approvals, reason=reason)
    return ports.happened(asked)


def still_to_ask(ports: EnginePorts, change: Change) -> tuple[str, ...]:
    """Who may still approve: everybody with the right but the requester and who has said yes."""
    done = {change.requester, *change.approved_by()}
    return tuple(one for one in ports.rights.holders(change.plan.fix) if one not in done)


def _waits(  # noqa: PLR0913, PLR0917 (what is said)
    ports: EnginePorts, change: Change, what: EventType, who: str, missing: int, until: datetime
) -> ChangeEvent:
    """`who` has said yes: they are not asked any more."""
    ask = tuple(one for one in still_to_ask(ports, change) if one != who)
    return ChangeEvent(what, texts.waiting(missing, until), who=who, ask=ask, missing=missing)


def _approved(
    ports: EnginePorts,
    change: Change,
    event: ChangeEvent,
    why: str = "",
    **updates: Unpack[Updates],
) -> ChangeEvent:
    """The last yes: from here on a job carries it out, now or when the schedule finds it."""
    updates["approvals"] = _with(ports, change, event.who)
    done = advance(ports, change, event, why=why, **updates)
    ports.queue.send(apply_job(ports, change))
    ports.crash_hook(CrashPoint.QUEUED)
    return ports.happened(done)


def _with(ports: EnginePorts, change: Change, who: str) -> tuple[Approval, ...]:
    """The approvals, and the yes of `who` to the plan as it is now."""
    return (*change.approvals, Approval(who, change.plan.fingerprint, ports.clock()))


def _denied(ports: EnginePorts, change: Change, who: str, why: str) -> ChangeEvent:
    """An act that is nobody's right: logged like every refusal."""
    ports.log.put(log_entries.of_refusal(change, ports.clock(), who, why, ports.new_id()))
    return ChangeEvent(EventType.LATE, why, change.id, change, who)


def _asked(change: Change) -> Asked:
    return Asked(change.requester, change.approved_by())
