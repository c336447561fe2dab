"""What every plan of a path has in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.core.model.topic import Topic
from bot.core.plan import Plan, Write
from bot.core.simulate import codes_of, judged

if TYPE_CHECKING:
    from bot.core.fixes._fix import Fix
    from bot.core.fixes._subject import FixSubject

NO_COST = "Nothing."
KEY_PRICE = "about USD 1 a month"
KEY_COST = (
    "About USD 1 a month for a customer managed key, and its requests, by AWS's list price; what "
    "you pay may differ."
)
STILL_ENCRYPTED = "The topic stays encrypted with a customer managed key."
UNCHANGED = "Nothing changes for compliance."
SUBSCRIBERS_UNTOUCHED = (
    "Subscribers notice nothing. SNS decrypts before it delivers, and they need no right on the "
    "key."
)


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan says beside its writes; the words are those of `Plan`."""

    undo: str
    impact: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    effect: str = ""
    cost: str = NO_COST
    price: str = ""
    compliance: str = UNCHANGED
    undoable: bool = True
    statement: str = ""


def draft(fix: Fix, subject: FixSubject, writes: Iterable[Write], terms: PlanTerms) -> Plan:
    """A plan for the subject's path; it clears those of the fix's codes that are there."""
    path, steps = subject.path, tuple(writes)
    codes = codes_of(subject.findings or judged(path))
    return Plan(
        fix=fix.id,
        title=fix.titled(path.sender),
        account=path.account,
        budget=path.reference,
        topic=path.topic.arn if isinstance(path.topic, Topic) else "",
        resource=steps[-1].resource,
        writes=steps,
        clears=tuple(sorted(codes & fix.clears)),
        impact=terms.impact,
        cost=terms.cost,
        compliance=terms.compliance,
        undo=terms.undo,
        undoable=terms.undoable,
        statement=terms.statement,
        reason_needed=fix.needs_reason,
        risks=terms.risks,
        touched=terms.touched,
        effect=terms.effect,
        price=terms.price,
        sender=path.sender.title,
    )


def draft_undo(
    done: Plan, writes: Iterable[Write], *, risks: Iterable[str] = (), compliance: str = UNCHANGED
) -> Plan:
    """A plan that takes `done` back; it clears nothing and is done again rather than undone."""
    steps = tuple(writes)
    return Plan(
        fix=done.fix,
        title=f"Undo: {done.title}",
        account=done.account,
        budget=done.budget,
        topic=done.topic,
        resource=steps[-1].resource,
        writes=steps,
        clears=(),
        impact=(),
        cost=NO_COST,
        compliance=compliance,
        undo="Taking it back again means running the fix anew.",
        undoable=False,
        statement=done.statement,
        risks=tuple(risks),
        sender=done.sender,
    )
