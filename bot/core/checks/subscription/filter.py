"""Does a filter policy drop the alert?

A plain message has no attributes and a plain-text body, so nearly every filter policy drops it
(docs/facts.md 2.4). The filter is evaluated against exactly that, if the sender's is such a one.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.policy.decision import Match
from bot.core.senders import Sender
from bot.core.subscriptions.filters import lets_through
from bot.core.subscriptions.subscription import confirmed, title
from bot.core.texts.words import an

CODES = {
    "subscription.filtered-out": Status.BROKEN,
    "subscription.filter-undecidable": Status.UNKNOWN,
    "subscription.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Evaluate each confirmed subscription's FilterPolicy."""
    for subscription in confirmed(path):
        yield from _one(subscription, path.sender)


def _one(subscription: Subscription, sender: Sender) -> Iterator[Finding]:
    via, attributes = subscription.id, subscription.attributes
    if isinstance(attributes, ReadFailed):
        says = cannot_read(f"The subscription {title(subscription)}", attributes)
        code, evidence = "subscription.unreadable", said(attributes)
        yield finding_factory(code, subscription.arn, says, via=via, evidence=evidence)
        return
    match = lets_through(attributes.filter_policy, attributes.filter_scope, plain=sender.plain)
    evidence = (f"The filter policy is {attributes.filter_policy}, on {attributes.filter_scope}.",)
    if match is Match.NO:
        says = (
            f"The filter policy of {title(subscription)} drops the alert: {an(sender.message)} has "
            "no message attributes and a plain-text body. Remove the filter, or give the "
            f"{sender.subject} a topic of its own: SNS subscribes an endpoint to a topic only once."
        )
        code = "subscription.filtered-out"
        yield finding_factory(code, subscription.arn, says, via=via, evidence=evidence)
    elif match is Match.UNKNOWN:
        says = (
            f"Whether the filter policy of {title(subscription)} drops the alert cannot be told: "
            f"{_UNSURE if sender.plain else _UNSEEN.format(an(sender.message))}. Remove the filter "
            "to be sure."
        )
        code = "subscription.filter-undecidable"
        yield finding_factory(code, subscription.arn, says, via=via, evidence=evidence)


_UNSURE = (
    'it uses an operator that budget-check does not know, or "exists": false, which AWS says '
    "matches only messages with some attribute"
)
_UNSEEN = "budget-check does not know what {} carries"
