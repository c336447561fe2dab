"""The sentences for people, filled: pure, text in and text out."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate

from bot.aws.apply import Refused
from bot.core.aws_events import ResourceChange
from bot.core.change.change import Change
from bot.core.change.gate import Gate
from bot.core.change.state import STANDS
from bot.core.checks import worst_of
from bot.core.findings import Status
from bot.core.lag import LAG, LastWrite
from bot.core.plan import Plan, Write
from bot.core.texts import change as words
from bot.core.texts import change_outcome as said
from bot.core.texts import gate as gate_words
from bot.core.texts import topic as topic_words
from bot.core.texts.change_outcome import DOCUMENT_CHANGED, NOTHING_WRITTEN
from bot.core.texts.words import listed, moment
from bot.core.topic_reach import TopicReach

__all__ = ["DOCUMENT_CHANGED", "NOTHING_WRITTEN"]
_LAG = int(LAG.total_seconds() // 60)


def applied(
    plan: Plan, *, undoing: bool = False, still: str = "", reach: TopicReach | None = None
) -> str:
    """Verified, and worded for what it is: read back and evaluated, not delivered.

    `still` is what keeps the alert from arriving all the same; `reach` which senders of a topic get
    through where not all of them do, and not none.
    """
    if undoing:
        return words.IT_IS_UNDONE
    if reach:
        return _some_get_through(plan, reach)
    if still:
        return words.NOT_YET.format(budget=plan.called, still=still)
    if not plan.clears:
        return words.READ_BACK.get(plan.fix, words.NOTHING_NEW)
    broken = worst_of(plan.clears) is Status.BROKEN
    return (words.ARRIVES_AGAIN if broken else words.STOPS_NO_MORE).format(budget=plan.called)


def _some_get_through(plan: Plan, reach: TopicReach) -> str:
    counted = reach.counted
    return words.SOME_GET_THROUGH.format(
        well=counted.well,
        count=counted.count,
        get="gets" if counted.well == 1 else "get",
        budget=plan.called,
        names=topic_words.let_in(reach),
        out=topic_words.kept_out(reach),
    )


def late(change: Change | None) -> str:
    """Why an act on this change comes too late."""
    return said.LATE.format(stands=STANDS[change.state]) if change else said.UNKNOWN_CHANGE


def not_yours(change: Change) -> str:
    """A preview that somebody else submits."""
    return said.NOT_YOURS.format(who=change.requester)


def replanned() -> str:
    """The plan is another one now."""
    return said.REPLANNED


def asks_anew() -> str:
    """A submission that names another plan than the one that is kept."""
    return said.ASKS_ANEW


def changed(why: str, instead: Change | None) -> str:
    """Stopped before the write."""
    return said.STOPPED.format(why=why) + (said.NEW_PLAN if instead else "")


def rejected(who: str, why: str) -> str:
    """Somebody said no."""
    return f"{said.REJECTED.format(who=who)} {why}".rstrip()


def expired() -> str:
    """Its time is over."""
    return said.EXPIRED


def under_way(plan: Plan) -> str:
    """It is asked for, and nobody has to approve it any more."""
    return said.UNDER_WAY.format(title=plan.title)


def waits_for_gate() -> str:
    """It is approved here, and has to be in another system."""
    return gate_words.WAITS


def gate_seen(gate: Gate) -> str:
    """Its change request is open there, or why not."""
    return gate.problem or gate_words.OPENED.format(ticket=gate.ticket)


def released(change: Change, gate: Gate) -> str:
    """It is approved there."""
    return gate_words.RELEASED.format(ticket=gate.ticket, title=change.plan.title)


def turned_down(gate: Gate) -> str:
    """It ended there."""
    return gate_words.TURNED_DOWN.format(ticket=gate.ticket, word=gate.over)


def gate_void(change: Change) -> str:
    """A new plan needs another change request; "" where there is none."""
    return gate_words.VOID.format(ticket=change.ticket) if change.ticket else ""


def undone(plan: Plan) -> str:
    """Taken back by another change."""
    return said.UNDONE.format(title=plan.title)


def waiting(missing: int, expires: datetime) -> str:
    """Approvals are wanted."""
    template = said.WAITS_FOR_ONE if missing == 1 else said.WAITS_FOR
    return template.format(missing=missing, until=moment(expires))


def approvals_lost(who: tuple[str, ...]) -> str:
    """An approver has lost the right since."""
    return said.APPROVALS_LOST.format(names=listed(f"<@{user}>" for user in who))


def busy() -> str:
    """Another change holds the resource."""
    return said.BUSY


def refused_by_aws(write: Write, result: Refused) -> str:
    """AWS did not do it."""
    says = said.AWS_SAYS.format(says=result.says) if result.says else ""
    template = said.LACKS_PERMISSION if result.permission else said.REFUSED
    return _of(template, write, permission=result.permission, says=says)


def unsure(write: Write, words: str) -> str:
    """No answer of AWS to a write."""
    return _of(said.UNSURE, write, says=words)


def not_known_yet(write: Write) -> str:
    """A new key takes a moment to be known everywhere."""
    return _of(said.NOT_KNOWN_YET, write)


def conflict(write: Write) -> str:
    """Neither what was there before nor what we wrote."""
    return _of(said.CONFLICT, write)


def too_old(attribute: str, resource: str, newer: LastWrite | ResourceChange) -> str:
    """What was read is older than what was written since."""
    who, template = "budget-check", said.TOO_OLD
    if isinstance(newer, ResourceChange):
        who, template = newer.who, said.TOO_OLD if newer.text else said.MAY_BE_TOO_OLD
    at = moment(newer.at)
    return template.format(attribute=attribute, resource=resource, at=at, who=who, lag=_LAG)


def waits_for_edit(until: datetime, why: str) -> str:
    """Applied later: what somebody else has just written must not be written over."""
    return said.WAITS_FOR_EDIT.format(why=why, until=moment(until))


def not_now(why: str) -> str:
    """What could not be compared at the submission."""
    return said.NOT_NOW.format(why=why)


def written_over(write: LastWrite, edit: ResourceChange) -> str:
    """Somebody else's edit that AWS may not have shown yet when it was compared."""
    return said.WRITTEN_OVER.format(
        who=edit.who,
        attribute=said.THINGS.get(write.attribute, write.attribute),
        resource=write.resource,
        at=moment(edit.at),
        action=edit.action,
        ours=moment(write.at),
        event=edit.event,
    )


def unreadable(write: Write, why: str) -> str:
    """What has to be compared could not be read."""
    return _of(said.UNREADABLE, write, why=why)


def taken_over() -> str:
    """The lease is lost."""
    return said.TAKEN_OVER


def half(plan: Plan, done: int) -> str:
    """Where a change of several steps stands, and of several fixes which is done."""
    of = len(plan.writes)
    if not 0 < done < of:
        return ""
    ends = accumulate(len(part.writes) for part in plan.parts)
    parts = (
        (said.IS_DONE if end <= done else said.IS_NOT_DONE).format(title=part.title)
        for part, end in zip(plan.parts, ends, strict=True)
    )
    return said.HALF.format(done=done, of=of) + "".join(parts)


def key_stays(arn: str) -> str:
    """A key that was made for nothing."""
    return said.KEY_STAYS.format(arn=arn)


def not_verified(why: str) -> str:
    """Written, but the check does not say so yet."""
    return said.NOT_VERIFIED.format(why=why)


def never_verified(why: str) -> str:
    """The last look."""
    return said.NEVER_VERIFIED.format(why=why)


def written_not_found(plan: Plan) -> str:
    """A crashed attempt of which nothing is there. KMS may list a key only a while later."""
    makes_key = any(write.action == "kms:CreateKey" for write in plan.writes)
    return said.NOT_FOUND + (said.MAY_TURN_UP if makes_key else "")


def cannot_tell(write: Write) -> str:
    """A crashed attempt that leaves no trace."""
    return _of(said.CANNOT_TELL, write)


def interrupted() -> str:
    """A crashed attempt before its first intent."""
    return said.INTERRUPTED


def no_store(problem: str) -> str:
    """A table is out of reach."""
    return said.NO_STORE.format(problem=problem)


def not_visible(write: Write) -> str:
    """Read back as it was before: AWS's own copies can be behind."""
    return _of(said.NOT_VISIBLE, write)


def _of(template: str, write: Write, **more: str) -> str:
    about = {"action": write.action, "resource": write.resource, "attribute": write.attribute}
    return template.format(**about, **more)
