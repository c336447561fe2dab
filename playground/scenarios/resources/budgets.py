"""A budget with its notifications and actions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from playground.scenarios.model import Action, Notification, Scenario
from playground.scenarios.policies import ACCOUNT
from playground.scenarios.resources.clients import Clients

OVER = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC)


def make(clients: Clients, scenario: Scenario) -> None:
    """Make the scenario's budget in its account."""
    budgets = clients.of("budgets", ACCOUNT, "us-east-1")
    budgets.create_budget(
        AccountId=ACCOUNT,
        Budget=_budget(scenario),
        NotificationsWithSubscribers=[_notification(n) for n in scenario.alerts],
    )
    for action in scenario.actions:
        budgets.create_budget_action(
            AccountId=ACCOUNT, BudgetName=scenario.budget, **_action(action)
        )


def _budget(scenario: Scenario) -> dict[str, Any]:
    budget: dict[str, Any] = {
        "BudgetName": scenario.budget,
        "BudgetLimit": {"Amount": str(scenario.limit), "Unit": "USD"},
        "TimeUnit": "MONTHLY",
        "BudgetType": "COST",
    }
    if scenario.ended:
        budget["TimePeriod"] = dict(zip(("Start", "End"), OVER, strict=True))
    return budget


def _notification(notification: Notification) -> dict[str, Any]:
    people = [{"SubscriptionType": "EMAIL", "Address": mail} for mail in notification.emails]
    topic = notification.topic
    topics = [{"SubscriptionType": "SNS", "Address": topic}] if topic else []
    return {"Notification": identity(notification), "Subscribers": topics + people}


def identity(notification: Notification) -> dict[str, Any]:
    """What tells a notification from the others: it has no id."""
    return {
        "NotificationType": notification.type,
        "ComparisonOperator": notification.operator,
        "Threshold": notification.threshold,
        "ThresholdType": notification.threshold_type,
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "NotificationType": "ACTUAL",
        "ActionType": "APPLY_IAM_POLICY",
        "ActionThreshold": {
            "ActionThresholdValue": action.threshold,
            "ActionThresholdType": "PERCENTAGE",
        },
        "Definition": {
            "IamActionDefinition": {
                "PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/stop-spending",
                "Roles": ["developers"],
            }
        },
        "ExecutionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/budget-actions",
        "ApprovalModel": "MANUAL",
        "Subscribers": [{"SubscriptionType": "SNS", "Address": action.topic}],
    }
