"""CloudTrail trails, which name a topic by its name or its ARN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.value import switch
from bot.core.senders.cloudtrail import SENDER


def _arn(one: Logical) -> str:
    return one.identities.arn("cloudtrail", f"trail/{one.name('TrailName')}")


def _trail(one: Logical) -> Iterator[Declared]:
    topic = one.text("SnsTopicName")
    if isinstance(topic, str) and topic and not topic.startswith("arn:"):
        topic = one.identities.arn("sns", topic)
    enabled = switch(one.get("IsLogging"), True)
    region, name = one.identities.region_name, one.name("TrailName")
    yield from subject(one.place, SENDER, name, _arn(one), [topic], region=region, enabled=enabled)


def _names(one: Logical) -> Mapping[str, str]:
    arn = _arn(one)
    topic = one.known("SnsTopicName")
    return {"": one.name("TrailName"), "Arn": arn} | ({"SnsTopicArn": topic} if topic else {})


KINDS = {"AWS::CloudTrail::Trail": Kind(_trail, _names)}
