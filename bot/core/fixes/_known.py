"""What a plan does to the other senders of the topic that are known by their configuration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.findings import Finding, Status
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.plan import CannotPlan, Plan
from bot.core.simulate import judged, simulate
from bot.core.texts.words import listed


@dataclass(frozen=True, slots=True)
class _Harm:
    """Who would stop getting through, and why."""

    who: str
    why: Finding


def sparing(plan: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The plan with whom it leaves shut out, or why it is none: it would silence somebody."""
    harmed = tuple(_harmed(plan, subject.others))
    if harmed:
        first = harmed[0]
        names = listed(one.who for one in harmed)
        return CannotPlan(plan.fix, f"This would silence {names}. {first.why.says}")
    still = tuple(dict.fromkeys(_still_out(plan, subject.others)))
    return replace(plan, impact=(*plan.impact, *still))


def named(path: Path) -> str:
    """The sender and what of it publishes: "Harbour Beacons (light pier)"."""
    return f"{path.sender.title} ({path.sender.subject} {path.name})"


def _harmed(plan: Plan, others: Iterable[Path]) -> Iterable[_Harm]:
    for path in others:
        if _broken(path) is None and (why := _broken(simulate(path, plan))):
            yield _Harm(named(path), why)


def _still_out(plan: Plan, others: Iterable[Path]) -> Iterable[str]:
    for path in others:
        why = _broken(simulate(path, plan))
        if why:
            yield f"{named(path)} stays shut out: {why.says}"


def _broken(path: Path) -> Finding | None:
    return next((one for one in judged(path) if one.status is Status.BROKEN), None)
