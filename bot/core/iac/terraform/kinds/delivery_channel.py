"""AWS Config's delivery channel."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.declared import Declared, DeclaredRecorder
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown
from bot.core.senders.config import SENDER


def _channel(one: Resource) -> Iterator[Declared]:
    topic, name = one.get("sns_topic_arn"), one.name("name")
    yield from subject(one.place, SENDER, name, "", [topic], region=one.region, recorded=True)


def _recorder(one: Resource) -> Iterator[Declared]:
    role = one.text("role_arn")
    yield DeclaredRecorder(one.region, role or Unknown(f"{one.change.address}.role_arn"))


KINDS = {
    "aws_config_delivery_channel": Kind(_channel),
    "aws_config_configuration_recorder": Kind(_recorder),
}
