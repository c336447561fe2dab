"""Budgets and budget actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import (
    Declared,
    DeclaredAction,
    DeclaredBudget,
    DeclaredNotification,
)
from bot.core.iac.value import Unknown, items, known, members, text


def _name(one: Logical) -> str:
    told = known(members(one.get("Budget")).get("BudgetName"))
    return told or one.identities.name(one.place.address)


def _budget(one: Logical) -> Iterator[Declared]:
    told, listed = members(one.get("Budget")), one.get("NotificationsWithSubscribers")
    yield DeclaredBudget(
        one.place,
        _name(one),
        known(told.get("BudgetType"), "COST"),
        known(told.get("TimeUnit"), "MONTHLY"),
        _end(members(told.get("TimePeriod")).get("End")),
        listed if isinstance(listed, Unknown) else tuple(map(_notification, items(listed))),
    )


def _notification(found: object) -> DeclaredNotification:
    if isinstance(found, Unknown):
        return DeclaredNotification(unknown=found)
    both = members(found)
    told, listed = members(both.get("Notification")), both.get("Subscribers")
    if isinstance(both.get("Notification"), Unknown) or isinstance(listed, Unknown):
        unknown = listed if isinstance(listed, Unknown) else both.get("Notification")
        return DeclaredNotification(unknown=unknown if isinstance(unknown, Unknown) else None)
    return DeclaredNotification(
        known(told.get("NotificationType"), "ACTUAL"),
        known(told.get("ComparisonOperator"), "GREATER_THAN"),
        _number(told.get("Threshold")),
        known(told.get("ThresholdType"), "PERCENTAGE"),
        _addresses(listed, "SubscriptionType", "SNS"),
        _addresses(listed, "SubscriptionType", "EMAIL"),
        unknown=_untold(listed, "SubscriptionType"),
    )


def _untold(listed: object, kind: str) -> Unknown | None:
    """A subscriber of which not even the type is known."""
    found = (one if isinstance(one, Unknown) else members(one).get(kind) for one in items(listed))
    return next((one for one in found if isinstance(one, Unknown)), None)


def _addresses(listed: object, kind: str, wanted: str) -> tuple[str | Unknown, ...]:
    of_kind = (members(one) for one in items(listed) if members(one).get(kind) == wanted)
    return tuple(text(one.get("Address")) or Unknown("Address") for one in of_kind)


def _number(value: object) -> float:
    try:
        return float(known(value, "0"))
    except ValueError:
        return 0.0


def _end(value: object) -> datetime | None:
    """The end of the period: seconds since 1970, or a date in ISO 8601."""
    told = known(value)
    try:
        found = (
            datetime.fromtimestamp(float(told), UTC)
            if told.replace(".", "", 1).isdigit()
            else datetime.fromisoformat(told)
        )
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _action(one: Logical) -> Iterator[Declared]:
    threshold, listed = members(one.get("ActionThreshold")), one.get("Subscribers")
    unsure = listed if isinstance(listed, Unknown) else _untold(listed, "Type")
    notification = DeclaredNotification(
        one.known("NotificationType", "ACTUAL"),
        "GREATER_THAN",
        _number(threshold.get("Value")),
        known(threshold.get("Type"), "PERCENTAGE"),
        _addresses(listed, "Type", "SNS"),
        _addresses(listed, "Type", "EMAIL"),
        one.identities.key_id(one.place.address),
        unsure,
    )
    yield DeclaredAction(one.text("BudgetName") or Unknown("BudgetName"), notification)


def _names(one: Logical) -> Mapping[str, str]:
    return {"": _name(one)}


KINDS = {
    "AWS::Budgets::Budget": Kind(_budget, _names),
    "AWS::Budgets::BudgetsAction": Kind(_action),
}
