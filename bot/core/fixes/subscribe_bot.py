"""Subscribe budget-check itself, so that alerts are posted and followed up. It repairs nothing."""

from __future__ import annotations

import json

from bot.core.arns import parse_arn
from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix
from bot.core.fixes._plan import PlanTerms, draft, draft_undo
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.subscriptions.bot import PROTOCOL, not_let_in, obstacle, ours_on
from bot.core.subscriptions.own import Own
from bot.core.subscriptions.subscription import confirmed


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """One Subscribe of the function that takes alerts, where SNS may call it for this topic."""
    path, ours = subject.path, subject.ours
    topic = path.topic
    if not isinstance(topic, Topic):
        return CannotPlan(FIX.id, "The topic was not read, so nothing is subscribed to it.")
    why_not = _there_already(path, ours) or obstacle(topic, ours.function)
    why_not = why_not or not_let_in(topic, ours.function, subject.function, path.now)
    if why_not:
        return CannotPlan(FIX.id, why_not)
    dead_queue = _beside(topic, subject.dead_queue)
    return draft(
        FIX,
        subject,
        [Write("sns:Subscribe", topic.arn, "Subscription", "", _text(ours.function, dead_queue))],
        PlanTerms(
            impact=(_WHAT_COMES, _KEPT if dead_queue else _NOT_KEPT, _OTHERS),
            cost=_COST,
            compliance=_LOGGED,
            undo="budget-check's subscription is removed again, and no other one.",
        ),
    )


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """Unsubscribe the endpoint that was subscribed, where it still is."""
    topic, text = subject.path.topic, done.writes[0].after
    if not isinstance(topic, Topic) or isinstance(topic.subscriptions, ReadFailed):
        return CannotPlan(done.fix, f"{_UNLISTED} Nothing is undone.")
    mine = ours_on(subject.path, Own(json.loads(text)["Endpoint"]))
    if mine is None:
        return CannotPlan(
            done.fix,
            "SNS does not list budget-check's subscription: somebody removed it, or SNS does not "
            "show it yet. Nothing is undone; try again in a minute.",
        )
    write = Write("sns:Unsubscribe", mine.arn, "Subscription", _text(mine.endpoint), "")
    others = _OTHERS if len(confirmed(subject.path)) > 1 else _NOBODY
    return draft_undo(done, [write], risks=(_NO_MORE, others, *_set_since(mine)))


def applies_to(path: Path, ours: Own) -> bool:
    """Whether to offer it: nothing stands in its way that can be told without another read."""
    topic = path.topic
    return isinstance(topic, Topic) and not (
        _there_already(path, ours) or obstacle(topic, ours.function)
    )


def _there_already(path: Path, ours: Own) -> str:
    topic = path.topic
    if isinstance(topic, Topic) and isinstance(topic.subscriptions, ReadFailed):
        return f"{_UNLISTED} So whether budget-check is subscribed already is not known."
    return "budget-check is subscribed to this topic already." if ours_on(path, ours) else ""


def _set_since(mine: Subscription) -> tuple[str, ...]:
    """We set no attribute, so whatever there is somebody else has set."""
    if isinstance(mine.attributes, ReadFailed) or mine.attributes == SubscriptionAttributes():
        return ()
    return ("What somebody has set on this subscription since goes with it.",)


def _beside(topic: Topic, queue: str) -> str:
    """The dead-letter queue where it can be this topic's.

    It must be "under the same AWS account and Region" as the subscription (SNS developer guide,
    "Amazon SNS dead-letter queues").
    """
    arn = parse_arn(queue)
    fits = arn is not None and (arn.account, arn.region) == (topic.account, topic.region)
    return queue if fits else ""


def _text(ours: str, dead_queue: str = "") -> str:
    kept = {"RedrivePolicy": {"deadLetterTargetArn": dead_queue}} if dead_queue else {}
    return json.dumps({"Endpoint": ours, "Protocol": PROTOCOL, **kept})


_UNLISTED = "The topic's subscriptions could not be listed."
_WHAT_COMES = (
    "SNS then calls budget-check's function with every message to this topic. Budget alerts are "
    "posted in the channel of ALERTS_CHANNEL, where that is set, and followed up; messages of "
    "other publishers are logged and not posted."
)
_KEPT = (
    "A message that SNS cannot deliver there is kept for 14 days in a dead-letter queue, and "
    "`python -m bot redrive` plays it again."
)
_NOT_KEPT = (
    "A message that SNS cannot deliver there is not kept: its dead-letter queue would have to be "
    "in the topic's own account and Region, and budget-check has none there."
)
_OTHERS = "Every other subscription of the topic stays as it is."
_NOBODY = "It is the topic's only confirmed subscription: its alerts then reach nobody."
_NO_MORE = (
    "Alerts to this topic are no longer posted by budget-check, and no longer close its open "
    "threads."
)
_COST = (
    "Next to nothing: SNS charges nothing for a delivery to Lambda but data that leaves a Region, "
    "and each message is one short call of a function."
)
_LOGGED = (
    "Nothing changes at the topic. Its messages also stand in the log of budget-check's function "
    "check, where an encrypted topic's are decrypted."
)

FIX = Fix(
    id="subscribe-bot",
    act="Subscribe budget-check to the topic",
    label="Subscribe budget-check",
    clears=frozenset(),
    rank=80,
    actions=("sns:Subscribe", "sns:Unsubscribe"),
    plan=plan,
    undo=undo,
    # What a FIFO topic lacks is said by the plan.
    blocked_by=UNREACHABLE_TOPIC - {"topic.fifo"},
    applies_to=applies_to,
)
