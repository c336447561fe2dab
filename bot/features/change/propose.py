"""A proposal: rights, reading, planning, and the preview kept under an id."""

from __future__ import annotations

from dataclasses import replace

from bot.core.authorize import Refusal
from bot.core.change import Action, Change, Place, State
from bot.core.plan import CannotPlan, Plan
from bot.features.change import log_entries
from bot.features.change.events import News, What
from bot.features.change.log_entries import Did
from bot.features.change.ports import Means
from bot.features.change.read_path import Seen, Wish, look, plan_over, wish_of
from bot.jobs.crash_points import Point
from bot.store.conflict import Conflict

UNDOABLE = frozenset({State.APPLIED, State.UNVERIFIED})


def propose(means: Means, who: str, place: Place, wish: Wish) -> News:
    """See `Mender.propose`."""
    refusal = means.rights.mend(who, wish.fix)
    if refusal:
        means.log.put(_unheard(means, who, place, wish, refusal.says))
        return refused(refusal, who)
    change_id = means.new_id()
    seen = look(means, wish)
    plan = plan_over(means, seen, wish.fix, change_id)
    if isinstance(plan, CannotPlan):
        return News(What.CANNOT, plan.why, who=who)
    return _kept(means, _new(means, change_id, plan, who, place))


def undo(means: Means, change_id: str, who: str, place: Place) -> News:
    """See `Mender.propose_undo`."""
    first = means.changes.get(change_id)
    if first is None or first.state not in UNDOABLE:
        raise Conflict(change_id, first)
    refusal = means.rights.mend(who, first.plan.fix)
    if refusal:
        return refuse(means, first, who, refusal)
    new = means.new_id()
    seen = look(means, wish_of(first.plan))
    plan = plan_over(means, seen, first.plan.fix, new, undoes=first.plan)
    if isinstance(plan, CannotPlan):
        return News(What.CANNOT, plan.why, change_id, first, who)
    return _kept(means, replace(_new(means, new, plan, who, place), undoes=first.id))


def again(means: Means, old: Change, plan: Plan, change_id: str) -> Change:
    """The proposal that takes the place of a stopped change, for the same person."""
    new = replace(_new(means, change_id, plan, old.requester, old.place), undoes=old.undoes)
    return _kept(means, new).change or new


def replan(means: Means, change: Change, seen: Seen) -> Plan | CannotPlan:
    """The same fix, or the same undo, over the path as it was seen."""
    return plan_over(means, seen, change.plan.fix, change.id, undoes=undone_by(means, change))


def undone_by(means: Means, change: Change) -> Plan | None:
    """The plan that an undo takes back; None for a first change. Conflict where it is over."""
    if not change.undoes:
        return None
    first = means.changes.get(change.undoes)
    if first is None or first.state not in UNDOABLE:
        raise Conflict(change.undoes, first)
    return first.plan


def refused(refusal: Refusal, who: str, change: Change | None = None) -> News:
    """The news of a right that is missing."""
    id = change.id if change else ""
    return News(What.REFUSED, refusal.says, id, change, who, refusal, ask=refusal.ask)


def refuse(means: Means, change: Change, who: str, refusal: Refusal) -> News:
    """The same, logged like an act."""
    means.log.put(log_entries.of_refusal(change, means.clock(), who, refusal.says, means.new_id()))
    return refused(refusal, who, change)


def _new(means: Means, id: str, plan: Plan, who: str, place: Place) -> Change:
    now = means.clock()
    return Change(
        id=id,
        plan=plan,
        state=State.PROPOSED,
        version=1,
        requester=who,
        reason="",
        place=place,
        created=now,
        expires=now + means.rules.preview_for,
    )


def _kept(means: Means, change: Change) -> News:
    # The version of a first record is 1, that of the state that it leads to.
    record = log_entries.of_change(replace(change, version=0), Did.PROPOSED, change.created)
    kept = means.changes.propose(change, replace(record, who=change.requester))
    means.reach(Point.PROPOSED)
    return News(What.PROPOSED, change.plan.title, change.id, kept, change.requester)


def _unheard(means: Means, who: str, place: Place, wish: Wish, why: str) -> Action:
    """The record of a refusal that belongs to no change."""
    return Action(
        id=f"{Did.REFUSED.name}.{means.new_id()}",
        at=means.clock(),
        who=who,
        what=Did.REFUSED,
        account=wish.account,
        budget=wish.budget,
        fix=wish.fix,
        why=why,
        place=place,
    )
