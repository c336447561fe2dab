"""EventBridge rules, whose targets may be topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.value import Unknown, items, members
from bot.core.senders.eventbridge_rules import SENDER


def _arn(one: Logical) -> str:
    bus = one.known("EventBusName").rpartition("/")[2]
    path = f"{bus}/" if bus and bus != "default" else ""
    return one.identities.arn("events", f"rule/{path}{one.name('Name')}")


def _rule(one: Logical) -> Iterator[Declared]:
    enabled = _is_on(one.get("State"))
    region, name = one.identities.region_name, one.name("Name")
    for target in items(one.get("Targets")):
        told = members(target)
        topic = target if isinstance(target, Unknown) else told.get("Arn")
        yield from subject(
            *(one.place, SENDER, name, _arn(one), [topic]),
            region=region,
            role=told.get("RoleArn"),
            enabled=enabled,
        )


def _is_on(state: object) -> bool | Unknown:
    return state if isinstance(state, Unknown) else state != "DISABLED"


def _names(one: Logical) -> Mapping[str, str]:
    return {"": one.name("Name"), "Arn": _arn(one)}


KINDS = {"AWS::Events::Rule": Kind(_rule, _names)}
