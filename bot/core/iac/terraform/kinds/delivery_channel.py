"""AWS Config's delivery channel."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.senders.config import SENDER


def _channel(one: Resource) -> Iterator[Declared]:
    topic, name = one.get("sns_topic_arn"), one.name("name")
    yield from subject(one.place, SENDER, name, "", [topic], region=one.region)


KINDS = {"aws_config_delivery_channel": Kind(_channel)}
