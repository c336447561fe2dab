"""A proposal: rights, reading, planning, and the preview kept under an id."""

from __future__ import annotations

from dataclasses import replace

from bot.core.accounts.authorize import Refusal
from bot.core.change.change import Change, ChangePlace
from bot.core.change.events import PREVIEW_FOR, UNDOABLE, EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.plan import CannotPlan, Plan
from bot.features.change import log_entries
from bot.features.change.events import ChangeEvent
from bot.features.change.ports import EnginePorts
from bot.features.change.read_path import FixRequest, PathView, plan_over, read_all, request_of
from bot.store.conflict import Conflict


def propose(ports: EnginePorts, who: str, place: ChangePlace, request: FixRequest) -> ChangeEvent:
    """See `ChangeEngine.propose`."""
    refusal = ports.rights.mend(who, request.fix)
    if refusal and not refusal.may_ask:
        ports.log.put(_unheard(ports, who, place, request, refusal.says))
        return refused(refusal, who)
    change_id = ports.new_id()
    seen = read_all(ports, request)
    plan = plan_over(ports, seen, request.fix, change_id)
    if isinstance(plan, CannotPlan):
        return ChangeEvent(EventType.CANNOT, plan.why, who=who)
    new = _new(ports, change_id, plan, who, place)
    others = ports.affected(plan)
    return _kept(ports, replace(new, asking=refusal is not None, affected=others))


def undo(ports: EnginePorts, change_id: str, who: str, place: ChangePlace) -> ChangeEvent:
    """See `ChangeEngine.propose_undo`."""
    first = ports.changes.get(change_id)
    if first is None or first.state not in UNDOABLE:
        raise Conflict(change_id, first)
    refusal = ports.rights.mend(who, first.plan.fix)
    if refusal:
        return refuse(ports, first, who, refusal)
    new = ports.new_id()
    seen = read_all(ports, request_of(first.plan))
    plan = plan_over(ports, seen, first.plan.fix, new, undoes=first.plan)
    if isinstance(plan, CannotPlan):
        return ChangeEvent(EventType.CANNOT, plan.why, change_id, first, who)
    back = _new(ports, new, plan, who, place)
    return _kept(ports, replace(back, undoes=first.id, affected=first.affected))


def again(ports: EnginePorts, old: Change, plan: Plan, change_id: str) -> Change:
    """The proposal that takes the place of a stopped change, for the same person."""
    new = _new(ports, change_id, plan, old.requester, old.place)
    new = replace(new, undoes=old.undoes, asking=old.asking, affected=old.affected)
    return _kept(ports, new).change or new


def replan(ports: EnginePorts, change: Change, seen: PathView) -> Plan | CannotPlan:
    """The same fix, or the same undo, over the path as it was seen."""
    return plan_over(ports, seen, change.plan.fix, change.id, undoes=undone_by(ports, change))


def undone_by(ports: EnginePorts, change: Change) -> Plan | None:
    """The plan that an undo takes back; None for a first change. Conflict where it is over."""
    if not change.undoes:
        return None
    first = ports.changes.get(change.undoes)
    if first is None or first.state not in UNDOABLE:
        raise Conflict(change.undoes, first)
    return first.plan


def refused(refusal: Refusal, who: str, change: Change | None = None) -> ChangeEvent:
    """The event of a right that is missing."""
    id = change.id if change else ""
    return ChangeEvent(EventType.REFUSED, refusal.says, id, change, who, refusal, ask=refusal.ask)


def refuse(ports: EnginePorts, change: Change, who: str, refusal: Refusal) -> ChangeEvent:
    """The same, logged like an act."""
    ports.log.put(log_entries.of_refusal(change, ports.clock(), who, refusal.says, ports.new_id()))
    return refused(refusal, who, change)


def _new(ports: EnginePorts, id: str, plan: Plan, who: str, place: ChangePlace) -> Change:
    now = ports.clock()
    return Change(
        id=id,
        plan=plan,
        state=State.PREVIEWED,
        version=1,
        requester=who,
        reason="",
        place=place,
        created=now,
        expires=now + PREVIEW_FOR,
    )


def _kept(ports: EnginePorts, change: Change) -> ChangeEvent:
    # The version of a first record is 1, that of the state that it leads to.
    record = log_entries.of_change(replace(change, version=0), EventType.PROPOSED, change.created)
    kept = ports.changes.propose(change, replace(record, who=change.requester))
    ports.crash_hook(EventType.PROPOSED)
    return ChangeEvent(EventType.PROPOSED, change.plan.title, change.id, kept, change.requester)


def _unheard(
    ports: EnginePorts, who: str, place: ChangePlace, request: FixRequest, why: str
) -> LogRecord:
    """The record of a refusal that belongs to no change."""
    return LogRecord(
        id=f"{EventType.REFUSED.name}.{ports.new_id()}",
        at=ports.clock(),
        who=who,
        what=EventType.REFUSED.row.log,
        account=request.account,
        budget=request.budget,
        fix=request.fix,
        why=why,
        place=place,
    )
