"""budget-check's own subscription to a topic: whether it is there, and whether it can be.

It is there with any endpoint of `Own`; what can be made is that of the function.
"""

from __future__ import annotations

from datetime import datetime

from bot.core.accounts.regions import is_opt_in
from bot.core.arns import parse_arn
from bot.core.checks._unread import cannot_read
from bot.core.checks.endpoint._delivery import Delivery, answer
from bot.core.model.endpoint import LambdaFunction, Target
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.policy.decision import Effect
from bot.core.senders import SNS
from bot.core.subscriptions.delivery import INVOKE
from bot.core.subscriptions.functions import cannot_run
from bot.core.subscriptions.own import LAMBDA, Own
from bot.core.subscriptions.subscription import confirmed

PROTOCOL = LAMBDA
_OF_BUDGETS = "us-east-1"
"""Where AWS Budgets lives, and most of its topics."""
_BY_HAND = 'See "A topic of another account" in docs/alerts.md.'


def ours_on(path: Path, ours: Own) -> Subscription | None:
    """The first confirmed subscription that is budget-check's own; None without one.

    A raw message of an inbox is not taken (bot/events/inbox.py), so such a one does not count.
    """
    found = (s for s in confirmed(path) if ours.takes(s.protocol, s.endpoint))
    return next((s for s in found if s.protocol == PROTOCOL or not _is_raw(s)), None)


def _is_raw(subscription: Subscription) -> bool:
    attributes = subscription.attributes
    return isinstance(attributes, SubscriptionAttributes) and attributes.raw


def obstacle(topic: Topic, ours: str) -> str:
    """Why the endpoint cannot be subscribed to this topic, as far as names tell; "" where it can.

    What the function's policy says is another question: `not_let_in`.
    """
    function = parse_arn(ours)
    if function is None:
        return (
            "This budget-check has no function that takes alerts: it has to be deployed on AWS, "
            "which sets EVENTS_FUNCTION."
        )
    if topic.fifo:
        return "SNS delivers the messages of a FIFO topic to queues alone, and never to a function."
    if topic.partition != function.partition or SNS.principal(topic.partition) is None:
        return (
            f"The topic is in the partition {topic.partition}, and what SNS calls budget-check's "
            f"function in {function.partition} as from there is not documented."
        )
    if topic.account != function.account:
        return (
            f"The topic is of account {topic.account}, budget-check's function of "
            f"{function.account}. A function can be subscribed without a confirmation only by its "
            "own account, and only where the topic policy lets that account in, so it is not done "
            f"from here. {_BY_HAND}"
        )
    return _between(topic.region, function.region)


def _between(topic: str, function: str) -> str:
    """The SNS developer guide says of this delivery both how it is done and that it is not."""
    if topic == function or not is_opt_in(function):
        return ""
    return (
        f"Whether SNS delivers from {topic} to a function in {function} cannot be told: that is a "
        "Region that had to be switched on, and AWS's pages contradict each other about functions "
        "there. Deploy budget-check in a Region that is there by default."
    )


def not_let_in(topic: Topic, ours: str, function: Target | None, now: datetime) -> str:
    """Why SNS cannot call the function for this topic, or why that cannot be told.

    `function` is what was read behind `ours`. "" where it can run and its policy lets SNS in.
    """
    if isinstance(function, NotFound):
        return f"The function {ours}, which EVENTS_FUNCTION names, does not exist."
    if not isinstance(function, LambdaFunction):
        return f"{_unread('The function', function)} So whether SNS may call it is not known."
    return _stopped(function, ours) or _by_its_policy(topic, ours, function, now)


def _stopped(function: LambdaFunction, ours: str) -> str:
    """Why the function does not run, or why that cannot be told."""
    stopped = cannot_run(function)
    if stopped:
        return f"The function {ours} runs nothing: {stopped}. Mend that first."
    gaps = (gap for gap in (function.state, function.reserved) if isinstance(gap, ReadFailed))
    said = (f"{_unread(_STATE, gap)} So whether it can run is not known." for gap in gaps)
    return next(said, "")


def _by_its_policy(topic: Topic, ours: str, function: LambdaFunction, now: datetime) -> str:
    if isinstance(function.policy, ReadFailed):
        says = _unread("The function's policy", function.policy)
        return f"{says} So whether SNS may call it is not known."
    asked = Delivery(topic, ours, INVOKE, f"The policy of {ours}", "call it", now)
    found = answer([function.policy] if function.policy else [], asked)
    if found.effect is Effect.ALLOW:
        return ""
    why = f"{found.why} for {found.principal}" if found.principal else found.why
    says = f"The policy of {ours} does not let SNS call it for this topic ({why})."
    return f"{says} {_cure(topic, ours)}"


_STATE = "The function's state"


def _unread(what: str, found: Target | None) -> str:
    if isinstance(found, ReadFailed):
        return cannot_read(what, found)
    return f"{what} was not read. Check again."


def _cure(topic: Topic, ours: str) -> str:
    """Which setting of the deployment puts the permission there (deploy/sns.js)."""
    function = parse_arn(ours)
    own = function.region if function else ""
    if is_opt_in(topic.region) and topic.region != own:
        return (
            f"{topic.region} is a Region that had to be switched on: name it in "
            "ALERT_OPT_IN_REGIONS and deploy again."
        )
    usual = dict.fromkeys((own, _OF_BUDGETS))
    if topic.region in usual:
        return (
            "Deploy budget-check again: the deployment puts that permission there, unless "
            f"ALERT_REGIONS leaves {topic.region} out."
        )
    return (
        f"ALERT_REGIONS lists the Regions whose topics may call it ({', '.join(usual)} where it is "
        f"left out): add {topic.region} to it, and deploy budget-check again."
    )
