"""Event subscriptions of Amazon RDS."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.value import switch
from bot.core.senders.rds_events import SENDER


def _subscription(one: Logical) -> Iterator[Declared]:
    name, topic = one.name("SubscriptionName"), one.get("SnsTopicArn")
    arn = one.identities.arn("rds", f"es:{name}")
    enabled = switch(one.get("Enabled"), True)
    region = one.identities.region_name
    yield from subject(one.place, SENDER, name, arn, [topic], region=region, enabled=enabled)


KINDS = {"AWS::RDS::EventSubscription": Kind(_subscription)}
