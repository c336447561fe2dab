"""More budgets on a topic that is there: many that one cause breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_budgets import BudgetsClient
    from mypy_boto3_budgets.type_defs import NotificationTypeDef


def add_budgets(budgets: BudgetsClient, account: str, topic: str, count: int) -> list[str]:
    """Create them, each with an alert at 80 % that goes to the topic; their names."""
    names = [f"shared-{n:02}-spend" for n in range(count)]
    for name in names:
        add_budget(budgets, account, name, topic, limit="2000")
    return names


def add_budget(
    budgets: BudgetsClient, account: str, name: str, *topics: str, limit: str = "100"
) -> None:
    """Create a monthly one of so many dollars, with an alert to each topic: at 80 %, 81 %, ..."""
    budgets.create_budget(
        AccountId=account,
        Budget={
            "BudgetName": name,
            "BudgetLimit": {"Amount": limit, "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
        },
        NotificationsWithSubscribers=[
            {
                "Notification": alert_at(80.0 + n),
                "Subscribers": [{"SubscriptionType": "SNS", "Address": topic}],
            }
            for n, topic in enumerate(topics)
        ],
    )


def alert_at(percent: float) -> NotificationTypeDef:
    """The notification of so much of the limit spent."""
    return {
        "NotificationType": "ACTUAL",
        "ComparisonOperator": "GREATER_THAN",
        "Threshold": percent,
        "ThresholdType": "PERCENTAGE",
    }
