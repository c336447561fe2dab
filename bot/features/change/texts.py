"""The sentences for people. Pure: text in, text out."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate

from bot.aws.apply import Refused
from bot.core.aws_events import ResourceChange
from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.checks import worst_of
from bot.core.findings import Status
from bot.core.lag import LAG, LastWrite
from bot.core.plan import Plan, Write
from bot.core.texts import change as words
from bot.core.texts.words import listed, moment

_LAG = int(LAG.total_seconds() // 60)
_THINGS = {"Policy": "the policy", "KmsMasterKeyId": "the key", "KeyState": "the state"}
NOTHING_WRITTEN = "Nothing was written."


def applied(plan: Plan, *, undoing: bool = False, still: str = "") -> str:
    """Verified, and worded for what it is: read back and evaluated, not delivered.

    `still` is what keeps the alert from arriving all the same.
    """
    if undoing:
        return words.IT_IS_UNDONE
    if still:
        return words.NOT_YET.format(budget=plan.budget, still=still)
    if not plan.clears:
        return words.READ_BACK.get(plan.fix, words.NOTHING_NEW)
    broken = worst_of(plan.clears) is Status.BROKEN
    return (words.ARRIVES_AGAIN if broken else words.STOPS_NO_MORE).format(budget=plan.budget)


def late(change: Change | None) -> str:
    """Why an act on this change comes too late."""
    if change is None:
        return "Nothing was done: budget-check does not know this change."
    return f"Nothing was done: it {STANDS[change.state]}."


def not_yours(change: Change) -> str:
    """A preview that somebody else submits."""
    return (
        f"{NOTHING_WRITTEN} This preview was opened by <@{change.requester}>: open your own from "
        "the answer's message."
    )


def replanned() -> str:
    """The plan is another one now."""
    return (
        f"{NOTHING_WRITTEN} What the preview showed has changed since. Here is the new plan; "
        "earlier approvals do not count for it."
    )


def asks_anew() -> str:
    """A submission that names another plan than the one that is kept."""
    return f"{NOTHING_WRITTEN} There is a newer plan for this change: look at it first."


def changed(why: str, instead: Change | None) -> str:
    """Stopped before the write."""
    then = " A new plan is ready to be looked at." if instead else ""
    return f"{NOTHING_WRITTEN} {why}{then}"


DOCUMENT_CHANGED = "The document changed after the preview, so the plan no longer fits it."


def waiting(missing: int, expires: datetime) -> str:
    """Approvals are wanted."""
    people = "one other mender" if missing == 1 else f"{missing} other menders"
    return f"This waits for the approval of {people}, until {moment(expires)}."


def approvals_lost(who: tuple[str, ...]) -> str:
    """An approver has lost the right since."""
    names = listed(f"<@{user}>" for user in who)
    return f"The approval of {names} does not count any more, and too few are left."


def busy() -> str:
    """Another change holds the resource."""
    return "Another change is being applied to the same resource. This one is next."


def refused_by_aws(write: Write, result: Refused) -> str:
    """AWS did not do it."""
    words = f"AWS says: {result.says}" if result.says else ""
    if result.permission:
        return (
            f"AWS refused {write.action} on {write.resource}: budget-check's role lacks the "
            f"permission {result.permission}. {words}"
        )
    return f"AWS refused {write.action} on {write.resource}. {words}"


def unsure(write: Write, words: str) -> str:
    """No answer of AWS to a write."""
    return (
        f"AWS did not answer {write.action} on {write.resource} ({words}), so whether it is "
        "written is not known yet. budget-check reads it again by itself and says what it finds; "
        "it does not write again meanwhile."
    )


def not_known_yet(write: Write) -> str:
    """A new key takes a moment to be known everywhere."""
    return (
        f"KMS does not know {write.resource} everywhere yet, so {write.action} has to wait. "
        "budget-check goes on by itself in a minute."
    )


def conflict(write: Write) -> str:
    """Neither what was there before nor what we wrote."""
    return (
        f"{write.attribute} of {write.resource} is not as the plan expected it: somebody else "
        "changed it at the same time. budget-check writes no more; look at both versions in the "
        "log."
    )


def too_old(attribute: str, resource: str, newer: LastWrite | ResourceChange) -> str:
    """What was read is older than what was written since."""
    who, shows = "budget-check", "still shows"
    if isinstance(newer, ResourceChange):
        who, shows = newer.who, "still shows" if newer.text else "may still show"
    return (
        f"AWS {shows} {attribute} of {resource} from before it was written at {moment(newer.at)} "
        f"({who}). Try again in a minute; it may take {_LAG} minutes."
    )


def waits_for_edit(until: datetime, why: str) -> str:
    """Applied later: what somebody else has just written must not be written over."""
    return f"{why} budget-check waits until {moment(until)}, compares again, and then goes on."


def not_now(why: str) -> str:
    """What could not be compared at the submission."""
    return f"{NOTHING_WRITTEN} {why} The proposal is kept: submit it again in a minute."


def written_over(write: LastWrite, edit: ResourceChange) -> str:
    """Somebody else's edit that AWS may not have shown yet when it was compared."""
    return (
        f"{edit.who} changed {_thing(write.attribute)} of {write.resource} ({moment(edit.at)}, "
        f"{edit.action}). AWS did not show that yet when budget-check wrote it "
        f"({moment(write.at)}), so their edit may be lost. Compare both, and make theirs again "
        "where it is: the log has what budget-check wrote, CloudTrail has theirs (event "
        f"{edit.event})."
    )


def _thing(attribute: str) -> str:
    return _THINGS.get(attribute, attribute)


def unreadable(write: Write, why: str) -> str:
    """What has to be compared could not be read."""
    return f"{write.attribute} of {write.resource} could not be read: {why}"


def taken_over() -> str:
    """The lease is lost."""
    return "This took too long, and another change has taken over the resource."


def half(plan: Plan, done: int) -> str:
    """Where a change of several steps stands, and of several fixes which is done."""
    of = len(plan.writes)
    if not 0 < done < of:
        return ""
    ends = list(accumulate(len(part.writes) for part in plan.parts))
    each = zip(plan.parts, ends, strict=True)
    said = (f" {'Done' if end <= done else 'Not done'}: {part.title}." for part, end in each)
    return f" {done} of {of} steps are done; the log says which.{''.join(said)}"


def key_stays(arn: str) -> str:
    """A key that was made for nothing."""
    return f" The key {arn} was made and stays: budget-check never deletes a key."


def not_verified(why: str) -> str:
    """Written, but the check does not say so yet."""
    return f"Written, but not verified yet: {why} budget-check looks again by itself."


def never_verified(why: str) -> str:
    """The last look."""
    return f"Written, but it could not be verified: {why}"


def written_not_found(plan: Plan) -> str:
    """A crashed attempt of which nothing is there. KMS may list a key only a while later."""
    late = " A new key that carries the tag of this change may still turn up: it serves nobody."
    makes_key = any(write.action == "kms:CreateKey" for write in plan.writes)
    return (
        "The attempt was interrupted. What it was about to write is not there, so nothing was "
        f"changed. Ask for the fix again.{late if makes_key else ''}"
    )


def cannot_tell(write: Write) -> str:
    """A crashed attempt that leaves no trace."""
    return (
        f"The attempt was interrupted at {write.action} on {write.resource}, and reading does not "
        "show whether it happened."
    )


def interrupted() -> str:
    """A crashed attempt before its first intent."""
    return f"The attempt was interrupted. {NOTHING_WRITTEN} Ask for the fix again."


def no_store(problem: str) -> str:
    """A table is out of reach."""
    return (
        f"budget-check cannot write down what it does, so it does not go on. {problem} What it "
        "had begun is settled once the table answers."
    )


def not_visible(write: Write) -> str:
    """Read back as it was before: AWS's own copies can be behind."""
    return f"AWS still shows {write.attribute} of {write.resource} from before."
