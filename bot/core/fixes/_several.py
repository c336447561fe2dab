"""One change that lets in several senders of a topic: a statement for each, in one write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bot.core.findings import worst
from bot.core.fixes._fix import Fix
from bot.core.fixes._subject import FixSubject
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.policy.edit import EditError
from bot.core.simulate import codes_of, faults, judged, simulate, written
from bot.core.texts.words import listed

One = Callable[[FixSubject], Plan | CannotPlan]
UndoOne = Callable[[Plan, FixSubject], Plan | CannotPlan]


def for_each_sender(fix: Fix, subject: FixSubject, one: One) -> Plan | CannotPlan:
    """What `one` makes of the subject's path, and of each other path that it helps as well.

    A path that is served by then, or that this fix does not serve, adds nothing.
    """
    first = one(subject)
    if isinstance(first, CannotPlan):
        return first
    made, writes, titles = [first], list(first.writes), [subject.path.sender.title]
    for other in subject.others:
        path = written(other, writes)
        more = _helping(fix, replace(subject, path=path, findings=judged(path), others=()), one)
        if more:
            made.append(more)
            writes += more.writes
            titles.append(other.sender.title)
    return _merged(fix, made, titles)


def undo_each(done: Plan, subject: FixSubject, one: UndoOne) -> Plan | CannotPlan:
    """Each part taken out again, the last one first, in one write."""
    made: list[Plan] = []
    path = subject.path
    for part in reversed(done.each):
        back = one(part, replace(subject, path=path, findings=()))
        if isinstance(back, CannotPlan):
            return back
        made.append(back)
        path = simulate(path, back)
    if len(made) == 1:
        return made[0]
    risks = _each(back.risks for back in made)
    title = f"Undo: {done.title}"
    return replace(
        made[0],
        title=title,
        writes=tuple(_folded(made)),
        risks=risks,
        statement="",
        parts=tuple(made),
    )


def _helping(fix: Fix, subject: FixSubject, one: One) -> Plan | None:
    """The plan, where it clears something of this path and adds no fault."""
    codes = codes_of(subject.findings)
    if fix.blocked_by & codes or not fix.clears & codes:
        return None
    try:
        made = one(subject)
    except EditError:
        return None
    if isinstance(made, CannotPlan):
        return None
    after = judged(simulate(subject.path, made))
    new = faults(after) - faults(subject.findings)
    clears = tuple(sorted(set(made.clears) - codes_of(after)))
    leaves = worst(finding.status for finding in after)
    return replace(made, clears=clears, leaves=leaves) if clears and not new else None


def _merged(fix: Fix, made: list[Plan], titles: list[str]) -> Plan:
    first = made[0]
    if len(made) == 1:
        return first
    return replace(
        first,
        title=fix.act.format(sender=listed(titles)),
        writes=tuple(_folded(made)),
        impact=_each(plan.impact for plan in made),
        risks=_each(plan.risks for plan in made),
        touched=_each(plan.touched for plan in made),
        undo=" ".join(dict.fromkeys(plan.undo for plan in made)),
        statement="",
        sender=listed(titles),
        parts=tuple(made),
    )


def _folded(plans: Iterable[Plan]) -> Iterator[Write]:
    """Writes of the same text as one: from what was read to what is left in the end."""
    found: dict[tuple[str, str], Write] = {}
    for write in (write for plan in plans for write in plan.writes):
        about = write.resource, write.attribute
        known = found.get(about)
        found[about] = replace(known, after=write.after) if known else write
    yield from found.values()


def _each(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in texts for one in some))
