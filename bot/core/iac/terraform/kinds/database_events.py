"""Event subscriptions of Amazon RDS."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import switch
from bot.core.senders.rds_events import SENDER


def _subscription(one: Resource) -> Iterator[Declared]:
    name, topic = one.name("name"), one.get("sns_topic")
    enabled = switch(one.get("enabled"), True)
    arn, region = one.arn("rds", f"es:{name}"), one.region
    yield from subject(one.place, SENDER, name, arn, [topic], region=region, enabled=enabled)


KINDS = {"aws_db_event_subscription": Kind(_subscription)}
