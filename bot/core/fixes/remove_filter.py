"""Take the filter policy off the subscription whose filter drops the alert."""

from __future__ import annotations

from bot.core.fixes._fix import Fix
from bot.core.fixes._plan import PlanTerms, draft, draft_undo
from bot.core.fixes._subject import FixSubject
from bot.core.fixes._subscriptions import ACTION, attribute_of, meant, written_back
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.subscriptions.subscription import title
from bot.core.texts.words import listed


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """FilterPolicy to {}, which is how SNS removes one, on each such subscription."""
    found = meant(subject, FIX.clears)
    if not found:
        return CannotPlan(FIX.id, "No filter policy of the topic's subscriptions drops the alert.")
    names = listed([title(s) for s in found])
    undoable = not any(_on_the_body(s) for s in found)
    return draft(
        FIX,
        subject,
        [
            Write(ACTION, s.arn, "FilterPolicy", attribute_of(s, "FilterPolicy") or "", "{}")
            for s in found
        ],
        PlanTerms(
            impact=(
                f"Every message of the topic then reaches {names}, not the alert alone. If that is "
                f"too much, give the {subject.path.sender.subject} a topic of its own instead.",
                "The topic's other subscriptions are not touched.",
            ),
            undo="The filter policy goes back to what it was, word for word."
            if undoable
            else _BODY,
            undoable=undoable,
        ),
    )


def _on_the_body(subscription: Subscription) -> bool:
    """True for a filter with a scope of its own, which SNS may not keep without the filter.

    Put back under the default scope it would drop what it let through.
    """
    found = subscription.attributes
    return isinstance(found, SubscriptionAttributes) and found.filter_scope != "MessageAttributes"


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """FilterPolicy back to its old text."""
    source = subject.path.sender.subject
    risks = (f"The filter then drops the {source}'s alerts on this subscription again.",)
    return draft_undo(done, written_back(done, subject.path), risks=risks)


_BODY = (
    "It cannot be undone here: the filter works on the message body, and AWS does not document "
    "whether SNS remembers that without a filter. Put it back by hand, with its FilterPolicyScope."
)

FIX = Fix(
    id="remove-filter",
    act="Remove the subscription's filter policy",
    label="Remove the filter",
    clears=frozenset({"subscription.filtered-out"}),
    rank=50,
    actions=("sns:SetSubscriptionAttributes",),
    plan=plan,
    undo=undo,
)
