"""Turn raw message delivery off for the chat subscription that cannot show raw messages."""

from __future__ import annotations

from bot.core.fixes._fix import Fix
from bot.core.fixes._plan import PlanTerms, draft, draft_undo
from bot.core.fixes._subject import FixSubject
from bot.core.fixes._subscriptions import ACTION, meant, written_back
from bot.core.plan import CannotPlan, Plan, Write


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """RawMessageDelivery to false on each such subscription."""
    found = meant(subject, FIX.clears)
    if not found:
        return CannotPlan(FIX.id, "No chat subscription of the topic has raw delivery on.")
    return draft(
        FIX,
        subject,
        [Write(ACTION, s.arn, "RawMessageDelivery", "true", "false") for s in found],
        PlanTerms(
            impact=(_OTHERS,),
            undo="Raw message delivery goes back on.",
        ),
    )


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """RawMessageDelivery back to true."""
    risks = ("The chat channel then shows no message of this topic.",)
    return draft_undo(done, written_back(done, subject.path), risks=risks)


_OTHERS = (
    "Every message of the topic then reaches the chat channel in the SNS envelope, which is the "
    "form that it can show. The topic's other subscriptions are not touched."
)

FIX = Fix(
    id="raw-delivery-off",
    act="Turn raw message delivery off",
    label="Turn raw delivery off",
    clears=frozenset({"subscription.raw-to-chatbot"}),
    rank=60,
    actions=("sns:SetSubscriptionAttributes",),
    plan=plan,
    undo=undo,
)
