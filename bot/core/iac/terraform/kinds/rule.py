"""EventBridge rules: a target of a rule stands beside it and names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import Declared, DeclaredSwitch
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import known, switch
from bot.core.senders.eventbridge_rules import SENDER


def _path(bus: str, rule: str) -> str:
    bus = bus.rpartition("/")[2]
    return f"rule/{bus}/{rule}" if bus and bus != "default" else f"rule/{rule}"


def _arn(one: Resource) -> str:
    return one.arn("events", _path(known(one.values.get("event_bus_name")), one.name("name")))


def _names(one: Resource) -> Mapping[str, str]:
    name = one.name("name")
    return {"arn": _arn(one), "name": name, "id": name}


def _target(one: Resource) -> Iterator[Declared]:
    """Its own `arn` is that of what it leads to."""
    rule = one.known("rule") or one.identities.name(f"{one.change.address}.rule")
    path = _path(one.known("event_bus_name"), rule)
    arn = one.identities.arn("events", path, one.region)
    topic, role = one.get("arn"), one.get("role_arn")
    yield from subject(
        *(one.place, SENDER, rule, arn, [topic]), region=one.region, role=role, switch=arn
    )


def _rule(one: Resource) -> Iterator[Declared]:
    """`is_enabled` is what `state` was called before."""
    state = one.get("state")
    told = state != "DISABLED" if isinstance(state, str) and state else state
    enabled = switch(one.get("is_enabled") if told is None else told, True)
    yield DeclaredSwitch(_arn(one), enabled)


KINDS = {
    "aws_cloudwatch_event_rule": Kind(_rule, _names),
    "aws_cloudwatch_event_target": Kind(_target),
}
