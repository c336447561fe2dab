"""Several faults of one path, mended by one change: each fix is planned over what the one before it
leaves, and the plans' writes follow one another. The undo takes them back in reverse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from bot.core.findings import Finding, Status
from bot.core.fixes._fix import Fix
from bot.core.fixes._plan import NO_COST
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.plan import AND, CannotPlan, Plan
from bot.core.simulate import codes_of, judged, simulate
from bot.core.texts.words import all_of, listed, sentences, small

_MOST = 3
_FAULTS = frozenset({Status.BROKEN, Status.UNKNOWN})
_HOPS = ("key", "topic", "subscription")
"""In this order they are mended: a key before the topic that it encrypts."""

Proven = Callable[[Fix, FixSubject], Plan | CannotPlan]


def together(parts: Sequence[Fix]) -> Fix:
    """Them as one, in this order."""
    count = all_of(len(parts))
    return Fix(
        id=AND.join(part.id for part in parts),
        act=f"Mend {count}: {listed([small(part.act) for part in parts])}",
        label=f"Mend {count}",
        clears=frozenset().union(*(part.clears for part in parts)),
        rank=min(part.rank for part in parts),
        actions=tuple(dict.fromkeys(action for part in parts for action in part.actions)),
        plan=lambda subject: _plan(parts, subject),
        undo=lambda done, subject: _undo(parts, done, subject),
        unencrypts=any(part.unencrypts for part in parts),
        needs_reason=any(part.needs_reason for part in parts),
    )


def helpful(
    path: Path, findings: Iterable[Finding], fixes: Sequence[Fix], plan: Proven
) -> Fix | None:
    """The best fixes of its faults as one, where each has one and together they bring the alert
    back; None for a single one. `findings` know their fixes, `fixes` are all there are.
    """
    faults = [finding for finding in findings if finding.status in _FAULTS]
    best = {finding.fixes[0] for finding in faults if finding.fixes}
    parts = sorted((fix for fix in fixes if fix.id in best), key=_place)
    if not 1 < len(parts) <= _MOST or any(part.unencrypts for part in parts):
        return None
    for order in permutations(parts):
        one = together(order)
        made = plan(one, FixSubject(path, change_id="together"))
        if isinstance(made, Plan) and made.leaves not in _FAULTS:
            return one
    return None


def _place(fix: Fix) -> tuple[int, int]:
    hops = {code.partition(".")[0] for code in fix.clears}
    first = min((_HOPS.index(hop) for hop in hops if hop in _HOPS), default=len(_HOPS))
    return first, -fix.rank


def _plan(parts: Sequence[Fix], subject: FixSubject) -> Plan | CannotPlan:
    made: list[Plan] = []
    path = subject.path
    for part in parts:
        findings = judged(path)
        codes = codes_of(findings)
        if part.blocked_by & codes or not part.clears & codes:
            return _cannot(parts, f"“{part.act}” does not help beside the others.")
        one = part.plan(replace(subject, path=path, findings=findings))
        if isinstance(one, CannotPlan):
            return _cannot(parts, one.why)
        made.append(one)
        path = simulate(path, one)
    return _merged(made) if _apart(made) else _cannot(parts, _SAME_TEXT)


def _undo(parts: Sequence[Fix], done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    made: list[Plan] = []
    path = subject.path
    for part, one in reversed(list(zip(parts, done.parts, strict=True))):
        back = part.undo(one, replace(subject, path=path, findings=()))
        if isinstance(back, CannotPlan):
            return _cannot(parts, back.why)
        made.append(back)
        path = simulate(path, back)
    return replace(_merged(made), title=f"Undo: {done.title}")


def _cannot(parts: Sequence[Fix], why: str) -> CannotPlan:
    return CannotPlan(AND.join(part.id for part in parts), why)


def _apart(plans: Iterable[Plan]) -> bool:
    """Whether no two write the same text: then each is compared with what was read itself."""
    written = Counter(
        about for plan in plans for about in {(w.resource, w.attribute) for w in plan.writes}
    )
    return max(written.values()) == 1


def _merged(plans: Sequence[Plan]) -> Plan:
    first = plans[0]
    undoable = all(plan.undoable for plan in plans)
    return replace(
        first,
        fix=AND.join(plan.fix for plan in plans),
        title="; ".join(plan.title for plan in plans),
        writes=tuple(write for plan in plans for write in plan.writes),
        clears=tuple(sorted({code for plan in plans for code in plan.clears})),
        impact=_each(plan.impact for plan in plans),
        risks=_each(plan.risks for plan in plans),
        touched=_each(plan.touched for plan in plans),
        effect=_all(plan.effect for plan in plans),
        cost=_all(plan.cost for plan in plans if plan.cost != NO_COST) or NO_COST,
        price=next((plan.price for plan in plans if plan.price), ""),
        compliance=_all(plan.compliance for plan in plans),
        undo=_all(plan.undo for plan in plans),
        undoable=undoable,
        statement="",
        reason_needed=any(plan.reason_needed for plan in plans),
        parts=tuple(plans),
    )


def _each(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in texts for one in some))


def _all(texts: Iterable[str]) -> str:
    return sentences(*dict.fromkeys(_said(texts)))


def _said(texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if text.strip())


_SAME_TEXT = "Two of the fixes write the same text: carry them out one after another."
