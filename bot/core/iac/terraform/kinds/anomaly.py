"""Subscriptions of Cost Anomaly Detection."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown, members
from bot.core.senders.cost_anomaly import SENDER


def _subscription(one: Resource) -> Iterator[Declared]:
    found = [
        block if isinstance(block, Unknown) else one.in_block(members(block), written, "address")
        for block, written in one.blocks("subscriber")
        if isinstance(block, Unknown) or members(block).get("type") != "EMAIL"
    ]
    made = f"anomalysubscription/{one.identities.key_id(one.change.address)}"
    arn = one.arn("ce", made)
    yield from subject(one.place, SENDER, one.name("name"), arn, found, region=one.region)


KINDS = {"aws_ce_anomaly_subscription": Kind(_subscription)}
