"""What would become of an alert now: the judge's answer, without a publish."""

from collections.abc import Mapping
from typing import Any

from ministack.core.responses import request_scope

from playground.aws.judge import Judgement
from playground.aws.server import chatbot
from playground.aws.server.budgets import words
from playground.aws.server.budgets.alerts import is_unhealthy, named, threshold_of
from playground.aws.server.budgets.attempts import mail_failure
from playground.aws.server.budgets.path import judged
from playground.aws.server.budgets.state import STATE, Budget, Name, entries_of, identity
from playground.aws.server.plane import Given
from playground.aws.server.sns.delivery import would_reach
from playground.aws.server.sns.subscriptions import CHATBOT

PAUSED = "AWS has paused the spend updates of this budget ({}): nothing is sent"
UNHEARD = "SNS takes the alert, and nobody behind the topic's subscriptions would get it"


def alert_forecasts(given: Given) -> list[dict[str, Any]]:
    """Control: `account`, `budget`; an `AlertForecast` of each notification, then each action."""
    name, budget = named(given)
    found = [_notification(name, budget, entry) for entry in entries_of(*name)]
    return found + [_action(name, budget, one) for one in STATE.actions.get(name, [])]


def _action(name: Name, budget: Budget, action: Mapping[str, Any]) -> dict[str, Any]:
    """An action tells subscribers of its own, with the budget's alert in front
    (docs/facts.md 1.3).
    """
    threshold = action["ActionThreshold"]
    notification = {
        "NotificationType": action["NotificationType"],
        "ComparisonOperator": "GREATER_THAN",
        "Threshold": threshold["ActionThresholdValue"],
        "ThresholdType": threshold["ActionThresholdType"],
    }
    entry = {"notification": notification, "subscribers": action["Subscribers"]}
    return {**_notification(name, budget, entry), "action": action["ActionType"]}


def _notification(name: Name, budget: Budget, entry: dict[str, Any]) -> dict[str, Any]:
    notification = entry["notification"]
    kind, operator, threshold, unit = identity(notification)
    return {
        "type": kind,
        "operator": operator,
        "threshold": threshold,
        "threshold_type": unit,
        "state": notification.get("NotificationState", "OK"),
        "amount": threshold_of(budget, notification),
        "ways": [_way(name, budget, notification, one) for one in entry["subscribers"]],
    }


def _way(
    name: Name, budget: Budget, notification: Mapping[str, Any], subscriber: Mapping[str, str]
) -> dict[str, Any]:
    address = subscriber["Address"]
    if subscriber["SubscriptionType"] != "SNS":
        return _said(address, Judgement("delivers", "AWS Budgets mails it"), "mail", "")
    judgement = judged(*name, address)
    reaches = _reaches(name, budget, dict(notification), address)
    if is_unhealthy(budget):
        why = PAUSED.format(budget["HealthStatus"].get("StatusReason", "no reason given"))
        return _said(address, Judgement("refused", why), "refused", "budget", reaches)
    if judgement.outcome == "delivers" and "delivered" not in reaches.values():
        return _said(address, Judgement("delivers", UNHEARD), "unheard", "subscription", reaches)
    return _said(address, judgement, judgement.outcome, judgement.hop, reaches)


def _said(
    address: str,
    judgement: Judgement,
    outcome: str,
    stopped_at: str,
    reaches: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    return {
        "address": address,
        "outcome": outcome,
        "why": judgement.why,
        "stopped_at": stopped_at,
        "reaches": dict(reaches or {}),
    }


def _reaches(
    name: Name, budget: Budget, notification: dict[str, Any], topic_arn: str
) -> dict[str, str]:
    parts = topic_arn.split(":")
    if len(parts) != 6:
        return {}
    threshold = threshold_of(budget, notification)
    text = words.alert(name[0], budget, notification, threshold, threshold + 1)
    with request_scope(parts[4], parts[3]):
        found = would_reach(topic_arn, text)
    if found.get(CHATBOT) == "delivered" and not chatbot.shows(parts[4], topic_arn):
        found[CHATBOT] = "unread"
    return found


def mail_failures(given: Given) -> list[dict[str, Any]]:
    """Control: `account`, `budget`; the mails. ValueError: nothing refuses an alert."""
    name, _ = named(given)
    refused = {
        one["Address"]
        for entry in entries_of(*name)
        for one in entry["subscribers"]
        if one["SubscriptionType"] == "SNS" and judged(*name, one["Address"]).outcome == "refused"
    }
    if not refused:
        raise ValueError(f"nothing refuses an alert of {name[1]} now")
    return [mail_failure(*name, topic) for topic in sorted(refused)]
