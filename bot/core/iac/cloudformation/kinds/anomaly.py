"""Subscriptions of Cost Anomaly Detection."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.value import Unknown, items, members
from bot.core.senders.cost_anomaly import SENDER


def _subscription(one: Logical) -> Iterator[Declared]:
    listed = items(one.get("Subscribers"))
    found = [s if isinstance(s, Unknown) else members(s).get("Address") for s in listed if _sns(s)]
    name = one.name("SubscriptionName")
    made = f"anomalysubscription/{one.identities.key_id(one.place.address)}"
    arn = one.identities.arn("ce", made, region="")
    yield from subject(one.place, SENDER, name, arn, found, region=one.identities.region_name)


def _sns(subscriber: object) -> bool:
    return isinstance(subscriber, Unknown) or members(subscriber).get("Type") != "EMAIL"


KINDS = {"AWS::CE::AnomalySubscription": Kind(_subscription)}
