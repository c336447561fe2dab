"""Terraform plans as literals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

ACCOUNT, REGION = "111111111111", "eu-west-1"
CALLER = {
    "address": "data.aws_caller_identity.current",
    "mode": "data",
    "type": "aws_caller_identity",
    "name": "current",
    "values": {"account_id": ACCOUNT},
}
PROVIDERS: Mapping[str, Any] = {
    "aws": {"name": "aws", "expressions": {"region": {"constant_value": REGION}}}
}


def named(*things: str) -> dict[str, Any]:
    """An expression that names these."""
    return {"references": list(things)}


def constant(value: object) -> dict[str, Any]:
    """An expression that is a value."""
    return {"constant_value": value}


def arn_of(address: str) -> dict[str, Any]:
    """An expression that is the ARN of a resource."""
    return named(f"{address}.arn", address)


def change(
    address: str,
    after: Mapping[str, object] | None = None,
    unknown: Mapping[str, object] | None = None,
    *,
    index: str | int | None = None,
    actions: tuple[str, ...] = ("create",),
    sensitive: object = None,
) -> dict[str, Any]:
    """One entry of resource_changes."""
    module, _, local = address.rpartition("module.")
    head = (
        f"{module}module.{local.split('.')[0]}" if module or address.startswith("module.") else ""
    )
    rest = address.removeprefix(f"{head}.") if head else address
    mode = "data" if rest.startswith("data.") else "managed"
    kind, name = rest.removeprefix("data.").split("[")[0].split(".")[:2]
    told: dict[str, Any] = {"address": address, "mode": mode, "type": kind, "name": name}
    if head:
        told["module_address"] = head
    if index is not None:
        told["index"] = index
    made = {"actions": list(actions), "after": after or {}, "after_unknown": unknown or {}}
    return {**told, "change": {**made, "after_sensitive": sensitive or {}}}


def block(address: str, expressions: Mapping[str, object], provider: str = "aws") -> dict[str, Any]:
    """One resource of the configuration."""
    mode = "data" if address.startswith("data.") else "managed"
    kind, name = address.removeprefix("data.").split(".")
    told = {"address": address, "mode": mode, "type": kind, "name": name}
    return {**told, "provider_config_key": provider, "expressions": expressions}


def plan(
    changes: list[dict[str, Any]],
    blocks: list[dict[str, Any]],
    *,
    calls: Mapping[str, object] | None = None,
    read: tuple[Mapping[str, object], ...] = (CALLER,),
    providers: Mapping[str, Any] = PROVIDERS,
    **more: object,
) -> str:
    """The whole text."""
    root = {"resources": blocks, "module_calls": calls or {}}
    whole = {
        "format_version": "1.2",
        "resource_changes": changes,
        "prior_state": {"values": {"root_module": {"resources": list(read)}}},
        "configuration": {"provider_config": providers, "root_module": root},
        **more,
    }
    return json.dumps(whole)


def budget(
    topic: Mapping[str, object] | None, address: str = "aws_budgets_budget.monthly"
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A budget's change and block; its notification goes to what the expression says."""
    address = "aws_budgets_budget.monthly"
    told = {"notification_type": "ACTUAL", "comparison_operator": "GREATER_THAN"}
    figures = {"threshold": 80, "threshold_type": "PERCENTAGE", "subscriber_email_addresses": []}
    after = {"name": "monthly", "budget_type": "COST", "time_unit": "MONTHLY"}
    notification: dict[str, Any] = {**told, **figures}
    unknown = {"id": True, "notification": [{"subscriber_sns_topic_arns": True}]}
    written = {name: constant(value) for name, value in told.items()}
    if topic is not None:
        written["subscriber_sns_topic_arns"] = dict(topic)
    expressions = {"name": constant("monthly"), "notification": [written]}
    made = change(address, {**after, "notification": [notification]}, unknown)
    return made, block(address, expressions)


def topic(address: str = "aws_sns_topic.alerts", name: str = "alerts", **after: object) -> Any:
    """A topic's change and block."""
    unknown = {"arn": True, "id": True, "policy": True}
    expressions = {"name": constant(name)}
    return change(address, {"name": name, **after}, unknown), block(address, expressions)


def subscription(
    topic: Mapping[str, object], address: str = "aws_sns_topic_subscription.mail"
) -> Any:
    """A subscription's change and block."""
    after = {"protocol": "email", "endpoint": "team@example.com"}
    made = change(address, after, {"topic_arn": True})
    return made, block(address, {"topic_arn": dict(topic), "protocol": constant("email")})
