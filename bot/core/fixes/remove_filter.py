"""Take the filter policy off the subscription whose filter drops the alert."""

from __future__ import annotations

from bot.core.fixes._drafting import Terms, draft, draft_undo
from bot.core.fixes._fix import Fix
from bot.core.fixes._subject import Subject
from bot.core.fixes._subscriptions import ACTION, attribute_of, meant, written_back
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.subscriptions import title
from bot.core.text import listed


def plan(subject: Subject) -> Plan | CannotPlan:
    """FilterPolicy to {}, which is how SNS removes one, on each such subscription."""
    found = meant(subject, FIX.clears)
    if not found:
        return CannotPlan(FIX.id, "No filter policy of the topic's subscriptions drops the alert.")
    names = listed([title(s) for s in found])
    return draft(
        FIX,
        subject,
        [
            Write(ACTION, s.arn, "FilterPolicy", attribute_of(s, "FilterPolicy") or "", "{}")
            for s in found
        ],
        Terms(
            impact=(
                f"Every message of the topic then reaches {names}, not the alert alone. If that is "
                "too much, give the alerts a subscription of their own instead.",
                "The topic's other subscriptions are not touched.",
            ),
            undo="The filter policy goes back to what it was, word for word.",
        ),
    )


def undo(done: Plan, subject: Subject) -> Plan | CannotPlan:
    """FilterPolicy back to its old text."""
    impact = ("The filter then drops the budget's alerts on this subscription again.",)
    return draft_undo(done, written_back(done, subject.path), impact=impact)


FIX = Fix(
    id="remove-filter",
    title="Remove the subscription's filter policy",
    clears=frozenset({"subscription.filtered-out"}),
    rank=50,
    actions=("sns:SetSubscriptionAttributes",),
    plan=plan,
    undo=undo,
)
