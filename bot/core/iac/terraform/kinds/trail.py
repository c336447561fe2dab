"""CloudTrail trails, which name a topic by its name or its ARN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import switch
from bot.core.senders.cloudtrail import SENDER


def _arn(one: Resource) -> str:
    return one.arn("cloudtrail", f"trail/{one.name('name')}")


def _trail(one: Resource) -> Iterator[Declared]:
    topic = one.text("sns_topic_name")
    if isinstance(topic, str) and topic and not topic.startswith("arn:"):
        topic = one.identities.arn("sns", topic, one.region)
    enabled = switch(one.get("enable_logging"), True)
    name, region = one.name("name"), one.region
    yield from subject(one.place, SENDER, name, _arn(one), [topic], region=region, enabled=enabled)


def _names(one: Resource) -> Mapping[str, str]:
    return {"arn": _arn(one), "name": one.name("name")}


KINDS = {"aws_cloudtrail": Kind(_trail, _names)}
