"""aws_budgets_budget and aws_budgets_budget_action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot.core.iac.declared import (
    Declared,
    DeclaredAction,
    DeclaredBudget,
    DeclaredNotification,
)
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown, items, known, members, text


def _budget(one: Resource) -> Iterator[Declared]:
    listed = one.values.get("notification")
    yield DeclaredBudget(
        one.place,
        one.name("name"),
        one.known("budget_type", "COST"),
        one.known("time_unit", "MONTHLY"),
        _end(one.known("time_period_end")),
        listed
        if isinstance(listed, Unknown)
        else tuple(_notification(one, *block) for block in one.blocks("notification")),
    )


def _notification(
    one: Resource, block: object, written: Mapping[str, object]
) -> DeclaredNotification:
    if isinstance(block, Unknown):
        return DeclaredNotification(unknown=block)
    told = members(block)
    return DeclaredNotification(
        known(told.get("notification_type"), "ACTUAL"),
        known(told.get("comparison_operator"), "GREATER_THAN"),
        _number(told.get("threshold")),
        known(told.get("threshold_type"), "PERCENTAGE"),
        _texts(one.in_block(told, written, "subscriber_sns_topic_arns")),
        _texts(one.in_block(told, written, "subscriber_email_addresses")),
    )


def _texts(value: object) -> tuple[str | Unknown, ...]:
    return tuple(found for one in items(value) if (found := text(one)))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _end(told: str) -> datetime | None:
    """The end of the period, as Terraform writes it: 2087-06-15_00:00."""
    try:
        return datetime.strptime(told, "%Y-%m-%d_%H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None


def _action(one: Resource) -> Iterator[Declared]:
    threshold = members(next(iter(items(one.values.get("action_threshold"))), None))
    found = [_subscriber(one, *block) for block in one.blocks("subscriber")]
    notification = DeclaredNotification(
        one.known("notification_type", "ACTUAL"),
        "GREATER_THAN",
        _number(threshold.get("action_threshold_value")),
        known(threshold.get("action_threshold_type"), "PERCENTAGE"),
        tuple(address for kind, address in found if kind == "SNS"),
        tuple(address for kind, address in found if kind == "EMAIL"),
        one.identities.key_id(one.change.address),
        next((told for kind, told in found if isinstance(told, Unknown) and not kind), None),
    )
    name = one.text("budget_name") or Unknown(f"{one.change.address}.budget_name")
    yield DeclaredAction(name, notification)


def _subscriber(
    one: Resource, block: object, written: Mapping[str, object]
) -> tuple[str, str | Unknown]:
    if isinstance(block, Unknown):
        return "", block
    told = members(block)
    address = text(one.in_block(told, written, "address"))
    return known(told.get("subscription_type")), address or Unknown("address")


KINDS = {
    "aws_budgets_budget": Kind(_budget, lambda one: {"name": one.name("name")}),
    "aws_budgets_budget_action": Kind(_action),
}
