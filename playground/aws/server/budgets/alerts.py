"""Spend crosses a threshold: the state turns ALARM, and once a period the subscribers are told."""

import time
from typing import Any

from playground.aws.server.budgets import words
from playground.aws.server.budgets.attempts import record, try_topic
from playground.aws.server.budgets.state import (
    STATE,
    Budget,
    Extras,
    Name,
    budget_of,
    entries_of,
    identity,
    in_words,
)
from playground.aws.server.mails import mail
from playground.aws.server.plane import Given, number, text


def named(given: Given) -> tuple[Name, Budget]:
    """The budget that `account` and `budget` name. ValueError: there is none."""
    name = text(given, "account"), text(given, "budget")
    budget = budget_of(*name)
    if budget is None:
        raise ValueError(f"account {name[0]} has no budget {name[1]}")
    return name, budget


def set_spend(given: Given) -> list[dict[str, Any]]:
    """Control: `account`, `budget`, `actual`, `forecast` (none where absent), `silent`."""
    name, budget = named(given)
    if is_unhealthy(budget):
        return []  # spend updates are paused (docs/facts.md 1.7)
    unit = budget["CalculatedSpend"]["ActualSpend"]["Unit"]
    spend = {"ActualSpend": _spend(number(given, "actual"), unit)}
    if given.get("forecast") not in (None, ""):
        spend["ForecastedSpend"] = _spend(number(given, "forecast"), unit)
    budget.update(CalculatedSpend=spend, LastUpdatedTime=time.time())
    tried: list[dict[str, Any]] = []
    for entry in entries_of(*name):
        if _first_crossed(name, budget, entry["notification"]) and not given.get("silent"):
            tried += _tell(name, budget, entry)
    return tried


def is_unhealthy(budget: Budget) -> bool:
    """Whether AWS has stopped to follow its spend."""
    return bool(budget.get("HealthStatus", {}).get("Status") == "UNHEALTHY")


def _spend(amount: float, unit: str) -> dict[str, str]:
    return {"Amount": f"{amount:.2f}".removesuffix(".00"), "Unit": unit}


def threshold_of(budget: Budget, notification: dict[str, Any]) -> float:
    """A threshold as money."""
    threshold = float(notification["Threshold"])
    if notification.get("ThresholdType", "PERCENTAGE") == "PERCENTAGE":
        return threshold * words.amount_of(budget) / 100
    return threshold


def _spent(budget: Budget, notification: dict[str, Any]) -> float | None:
    kind = "ActualSpend" if notification["NotificationType"] == "ACTUAL" else "ForecastedSpend"
    found = budget["CalculatedSpend"].get(kind)
    return None if found is None else float(found["Amount"])


def _first_crossed(name: Name, budget: Budget, notification: dict[str, Any]) -> bool:
    """Set the state; whether this notification has something to say that it has not said yet."""
    spent, threshold = _spent(budget, notification), threshold_of(budget, notification)
    crossed = spent is not None and {
        "GREATER_THAN": spent > threshold,
        "LESS_THAN": spent < threshold,
        "EQUAL_TO": spent == threshold,
    }.get(notification["ComparisonOperator"], False)
    notification["NotificationState"] = "ALARM" if crossed else "OK"
    alerted = STATE.alerted.setdefault(name, set())
    key = identity(notification)
    if not crossed:
        if notification["NotificationType"] == "FORECASTED":
            alerted.discard(key)  # a forecast alert can repeat after a dip (docs/facts.md 1.5)
        return False
    first = key not in alerted
    alerted.add(key)
    return first


def _tell(name: Name, budget: Budget, entry: dict[str, Any]) -> list[dict[str, Any]]:
    notification = entry["notification"]
    spent, threshold = _spent(budget, notification), threshold_of(budget, notification)
    body = words.alert(name[0], budget, notification, threshold, spent or 0.0)
    subject, which = words.subject(name[1]), in_words(notification)
    tried = []
    for subscriber in list(entry["subscribers"]):
        address = subscriber["Address"]
        if subscriber["SubscriptionType"] == "SNS":
            tried.append(try_topic(*name, which, address, (subject, body)))
            continue
        mail(name[0], address, subject, body)
        tried.append(record(*name, which, address, outcome="sent", why="", subject=subject))
    return tried


def begin_period(given: Given) -> None:
    """Control: `account`, `budget`."""
    name, budget = named(given)
    unit = budget["CalculatedSpend"]["ActualSpend"]["Unit"]
    budget["CalculatedSpend"] = {"ActualSpend": _spend(0, unit)}
    STATE.alerted.pop(name, None)
    for entry in entries_of(*name):
        entry["notification"]["NotificationState"] = "OK"


def set_health(given: Given) -> None:
    """Control: `account`, `budget`, `status`, `reason`."""
    _, budget = named(given)
    status, reason = text(given, "status"), text(given, "reason", "")
    if status not in ("HEALTHY", "UNHEALTHY"):
        raise ValueError("status must be HEALTHY or UNHEALTHY")
    health: dict[str, Any] = {"Status": status, "LastUpdatedTime": time.time()}
    budget["HealthStatus"] = {**health, "StatusReason": reason} if reason else health


def assume(given: Given) -> None:
    """Control: `account`, `budget` (or `*`), and the judge's assumptions (true, false, null)."""
    assumed: dict[str, bool | None] = {}
    for name in ("kms_source_arn", "everyone", "grant"):
        value = given.get(name)
        if value is not None and not isinstance(value, bool):
            raise ValueError(f"{name} must be true, false or null")
        assumed[name] = value
    STATE.assumed[text(given, "account"), text(given, "budget", "*")] = assumed


def set_extras(given: Given) -> None:
    """Control: `account`, `budget` (or `*`), `failure_mail`, `verified_message`."""
    STATE.extras[text(given, "account"), text(given, "budget", "*")] = Extras(
        bool(given.get("failure_mail")), bool(given.get("verified_message"))
    )
