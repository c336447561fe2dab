"""Subscribe a pending endpoint anew, so that SNS sends its confirmation again."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.core.fixes._fix import Fix
from bot.core.fixes._plan import PlanTerms, draft
from bot.core.fixes._subject import FixSubject
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.subscriptions.subscription import subscriptions, title
from bot.core.subscriptions.webhooks import webhook
from bot.core.texts.words import listed


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """Subscribe, with the protocol and endpoint of each pending subscription that can confirm.

    The plan clears no code by itself: the subscription works once its owner confirms. Before and
    after are the same text, for the call leaves nothing that could be read back.
    """
    topic = subject.path.topic
    waiting = [s for s in subscriptions(subject.path) if s.pending]
    pending = [s for s in waiting if _MASKED not in s.endpoint and not webhook(s)]
    left_out = tuple(dict.fromkeys(_left_out(s) for s in waiting if s not in pending))
    if not isinstance(topic, Topic) or not waiting:
        return CannotPlan(FIX.id, "No subscription of the topic waits for its confirmation.")
    if not pending:
        return CannotPlan(FIX.id, " ".join(left_out))
    texts = [json.dumps({"Endpoint": s.endpoint, "Protocol": s.protocol}) for s in pending]
    made = draft(
        FIX,
        subject,
        [Write("sns:Subscribe", topic.arn, "Subscription", text, text) for text in texts],
        PlanTerms(
            impact=(
                f"SNS sends a confirmation to {listed([title(s) for s in pending])}. Nothing is "
                "delivered there until somebody confirms; the link is valid for two days.",
                "The topic's confirmed subscriptions are not touched.",
                *left_out,
            ),
            undo=_NO_UNDO,
            undoable=False,
        ),
    )
    return replace(made, clears=())


def _left_out(subscription: Subscription) -> str:
    """Why a pending subscription is not sent its confirmation again."""
    kind = webhook(subscription)
    return _CANNOT_CONFIRM.format(kind.title) if kind else _HIDDEN


def undo(done: Plan, _subject: FixSubject) -> CannotPlan:
    """None: a message that was sent cannot be taken back."""
    return CannotPlan(done.fix, _NO_UNDO)


# How SNS shows the password of an endpoint that has one; with that it would be another endpoint
# (Terraform's AWS provider compares endpoints so).
_MASKED = ":****@"
_HIDDEN = (
    "An endpoint with a password cannot be subscribed again from here, for SNS does not show the "
    "password. Subscribe it by hand."
)
_CANNOT_CONFIRM = (
    "The subscription that leads to {} is left out: it does not answer a confirmation of SNS."
)
_NO_UNDO = (
    "It cannot be undone, and need not be: SNS deletes a subscription that nobody confirms after "
    "48 hours."
)

FIX = Fix(
    id="send-confirmation-again",
    act="Send the confirmation again",
    label="Send confirmation again",
    clears=frozenset({"subscription.pending", "subscription.all-pending"}),
    rank=70,
    actions=("sns:Subscribe",),
    plan=plan,
    undo=undo,
)
