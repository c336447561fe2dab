"""EventBridge rules: a target of a rule stands beside it and names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import known
from bot.core.senders.eventbridge_rules import SENDER


def _path(bus: str, rule: str) -> str:
    bus = bus.rpartition("/")[2]
    return f"rule/{bus}/{rule}" if bus and bus != "default" else f"rule/{rule}"


def _names(one: Resource) -> Mapping[str, str]:
    name = one.name("name")
    arn = one.arn("events", _path(known(one.values.get("event_bus_name")), name))
    return {"arn": arn, "name": name, "id": name}


def _target(one: Resource) -> Iterator[Declared]:
    """Its own `arn` is that of what it leads to."""
    rule = one.known("rule") or one.identities.name(f"{one.change.address}.rule")
    path = _path(one.known("event_bus_name"), rule)
    arn = one.identities.arn("events", path, one.region)
    topic, role = one.get("arn"), one.get("role_arn")
    yield from subject(one.place, SENDER, rule, arn, [topic], region=one.region, role=role)


def _rule(_: Resource) -> Iterator[Declared]:
    return iter(())


KINDS = {
    "aws_cloudwatch_event_rule": Kind(_rule, _names),
    "aws_cloudwatch_event_target": Kind(_target),
}
