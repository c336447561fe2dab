"""A plan is shown only if the checks say that it works and breaks nothing
(docs/architecture.md, "Rules of a fix").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from bot.core.findings import Finding, Hop, Status, worst
from bot.core.fixes._fix import Fix
from bot.core.fixes._impact import lost, with_serving
from bot.core.fixes._subject import FixSubject
from bot.core.plan import CannotPlan, Plan
from bot.core.simulate import codes_of, faults, judged, simulate
from bot.core.texts.words import listed


class NextSteps(Protocol):
    """Which of these codes some other fix would clear."""

    def __call__(self, codes: frozenset[str], *, allow_unencrypted: bool) -> frozenset[str]: ...


def proven(fix: Fix, plan: Plan, subject: FixSubject, next_steps: NextSteps) -> Plan | CannotPlan:
    """The plan with what it touches and what it leaves, or why it would not do.

    A second fault on the same hop is no obstacle where it has a fix of its own: a key that is
    disabled and silent needs both. It is said, so that nobody waits for the alert.
    """
    after = judged(simulate(subject.path, plan))
    codes = codes_of(after)
    new = faults(after) - faults(judged(subject.path))
    plan, meant = replace(plan, clears=tuple(sorted(set(plan.clears) - codes))), plan.clears
    if meant and not plan.clears:
        return CannotPlan(fix.id, f"This would not mend it: {listed(meant)} would remain.")
    if new:
        caused = listed(sorted({code for code, _ in new}))
        return CannotPlan(fix.id, f"This would put another fault in its place: {caused}.")
    harmed = lost(plan, subject)
    if harmed:
        return CannotPlan(fix.id, f"This would take the topic away from {listed(harmed)}.")
    mendable = next_steps(codes, allow_unencrypted=subject.allow_unencrypted)
    hops = {Hop(code.partition(".")[0]) for code in plan.clears}
    stuck = [f for f in _broken(after) if f.hop in hops and f.code not in mendable]
    if stuck:
        return CannotPlan(fix.id, f"This would not bring the alert back: {stuck[0].says}")
    served = with_serving(replace(plan, leaves=worst(f.status for f in after)), subject)
    return replace(served, risks=(*_also(after), *served.risks))


def _broken(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    return (f for f in findings if f.status is Status.BROKEN)


def _also(after: tuple[Finding, ...]) -> Iterator[str]:
    """What stays between the path and an alert that arrives."""
    for finding in _broken(after):
        yield f"This alone does not bring the alert back: {finding.says}"
    for finding in after:
        if finding.status is Status.UNKNOWN:
            yield f"Whether the alert arrives afterwards cannot be told: {finding.says}"
