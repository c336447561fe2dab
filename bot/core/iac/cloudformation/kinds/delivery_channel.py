"""AWS Config's delivery channel."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared, DeclaredRecorder
from bot.core.iac.subject import subject
from bot.core.iac.value import Unknown
from bot.core.senders.config import SENDER


def _channel(one: Logical) -> Iterator[Declared]:
    topic, region = one.get("SnsTopicARN"), one.identities.region_name
    yield from subject(
        one.place, SENDER, one.name("Name"), "", [topic], region=region, recorded=True
    )


def _recorder(one: Logical) -> Iterator[Declared]:
    role = one.text("RoleARN") or Unknown("RoleARN")
    yield DeclaredRecorder(one.identities.region_name, one.unsure or role)


KINDS = {
    "AWS::Config::DeliveryChannel": Kind(_channel),
    "AWS::Config::ConfigurationRecorder": Kind(_recorder),
}
