"""The fixes: one file each, found by path, each a `FIX` that says what it clears (docs/fixes.md).

`offered` decides whether a fix is offered and in which place; `plan` and `undo` work one out. All
of it is pure: a plan is data, and nothing is written here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from bot.core.discovery import modules_of
from bot.core.findings import Finding
from bot.core.fixes._fix import Fix
from bot.core.fixes._impact import with_owners, with_serving
from bot.core.fixes._known import (
    concerns_senders,
    hangs_on_senders,
    silenced,
    with_known,
)
from bot.core.fixes._proof import proven
from bot.core.fixes._subject import FixSubject
from bot.core.fixes._together import helpful, together
from bot.core.fixes._trial import Trial, trial
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan, parts_of
from bot.core.policy.edit import EditError
from bot.core.simulate import codes_of, judged
from bot.core.subscriptions.own import Own
from bot.core.texts.words import listed

__all__ = [
    "Fix",
    "FixSubject",
    "Trial",
    "all_fixes",
    "applicable",
    "concerns_senders",
    "fix_named",
    "hangs_on_senders",
    "in_one",
    "offered",
    "plan",
    "trial",
    "undo",
]


@cache
def all_fixes() -> tuple[Fix, ...]:
    """Every fix, the best first."""
    found = [module.FIX for module in modules_of(__name__, __path__)]
    return tuple(sorted(found, key=lambda fix: (fix.rank, fix.id)))


def fix_named(fix_id: str) -> Fix | None:
    """The fix of this id, or the fixes of these as one ("a+b"); None where there is none."""
    parts = [next((fix for fix in all_fixes() if fix.id == one), None) for one in parts_of(fix_id)]
    known = [part for part in parts if part]
    if not known or len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else together(known)


def in_one(path: Path, findings: Collection[Finding], *, allow_unencrypted: bool) -> Fix | None:
    """The fixes of the faults of this path as one, where together they bring the alert back."""

    def worked_out(fix: Fix, subject: FixSubject) -> Plan | CannotPlan:
        return plan(fix.id, replace(subject, allow_unencrypted=allow_unencrypted))

    return helpful(path, findings, all_fixes(), worked_out)


def offered(codes: Collection[str], *, allow_unencrypted: bool) -> tuple[Fix, ...]:
    """The fixes that can work on a path with these codes, the best first.

    Which of the codes each of them clears there says `trial`.
    """
    return tuple(
        fix
        for fix in all_fixes()
        if not fix.blocked_by.intersection(codes) and (allow_unencrypted or not fix.unencrypts)
    )


def applicable(path: Path, codes: Collection[str], ours: Own) -> tuple[Fix, ...]:
    """The fixes that repair nothing and can be carried out on this path with these codes.

    `ours` is where budget-check itself takes alerts.
    """
    return tuple(
        fix
        for fix in offered(codes, allow_unencrypted=False)
        if fix.applies_to and fix.applies_to(path, ours)
    )


def plan(fix_id: str, subject: FixSubject) -> Plan | CannotPlan:
    """The fix worked out for this path, or why it cannot be. Never raises, whatever the path.

    A plan comes back only if the checks, run over the path as it would then be, no longer say the
    codes that it clears, and say nothing BROKEN or UNKNOWN that they do not say now.
    """
    fix = fix_named(fix_id)
    if fix is None:
        return CannotPlan(fix_id, f"budget-check has no fix named {fix_id}.")
    before = subject.findings or judged(subject.path)
    unread = _unread(fix, before)
    why_not = _why_not(fix, before, subject)
    if why_not:
        return CannotPlan(fix.id, why_not, for_now=why_not == unread)
    try:
        made = fix.plan(subject)
    except EditError as refused:
        return CannotPlan(fix.id, str(refused))
    if isinstance(made, CannotPlan):
        return CannotPlan(fix.id, unread or made.why, for_now=bool(unread))
    checked = proven(fix, made, subject, _next_steps)
    if isinstance(checked, CannotPlan):
        return checked
    harm = silenced(checked, fix.id, subject.others)
    return harm or with_owners(with_known(checked, subject), subject)


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """How to take `done` back, worked out over the path as it is now, or why that cannot be.

    `done` is the plan as it was carried out (`Plan.with_new_key` where a key was made). Our part
    comes out, the rest stays as it is now; where our part is not as we left it nothing is planned.
    """
    fix = fix_named(done.fix)
    if fix is None or not done.undoable:
        return CannotPlan(done.fix, done.undo)
    topic = subject.path.topic
    unread = bool(_unread(fix, subject.findings or judged(subject.path)))
    if not isinstance(topic, Topic) or topic.arn != done.topic:
        return CannotPlan(
            done.fix,
            f"The topic {done.topic} could not be read on this path, so what the change left "
            "cannot be compared. Check again.",
            unread,
        )
    try:
        made = fix.undo(done, subject)
    except EditError as refused:
        return CannotPlan(done.fix, str(refused), unread)
    if isinstance(made, CannotPlan):
        return CannotPlan(done.fix, made.why, unread)
    # Whoever our own statement lets in loses it with the undo, which says so: only who was
    # there without us, and falls silent on an encrypted topic, holds it up.
    unsupporting = (one for one in subject.others if not one.sender.encrypted_topics)
    harm = silenced(made, fix.id, unsupporting)
    if harm:
        return harm
    return with_owners(with_known(with_serving(made, subject), subject), subject)


def _why_not(fix: Fix, findings: tuple[Finding, ...], subject: FixSubject) -> str:
    codes = codes_of(findings)
    beside = fix.blocked_by & codes
    if beside:
        return f"This cannot work while the check says {listed(sorted(beside))}."
    if fix.unencrypts and not subject.allow_unencrypted:
        return (
            "Turning encryption off is not allowed here: the setting ALLOW_UNENCRYPTED is false. "
            "Ask whoever runs budget-check."
        )
    if fix.clears and not fix.clears & codes:
        nothing = "Nothing that the check says here would be mended by this."
        return _unread(fix, findings) or nothing
    return ""


def _unread(fix: Fix, findings: tuple[Finding, ...]) -> str:
    """That something which the fix is about was not read, in the check's words; "" for nothing."""
    hops = {"budget", "sender", "topic", *(code.partition(".")[0] for code in fix.clears)}
    unread = {f"{hop}.unreadable" for hop in hops}
    says = next((finding.says for finding in findings if finding.code in unread), "")
    return f"Whether this would help cannot be told now. {says}" if says else ""


def _next_steps(codes: frozenset[str], *, allow_unencrypted: bool) -> frozenset[str]:
    """The codes, of these, that another fix would clear."""
    fixes = offered(codes, allow_unencrypted=allow_unencrypted)
    return frozenset(code for fix in fixes for code in fix.clears & codes)
