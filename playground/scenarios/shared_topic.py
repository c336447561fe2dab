"""More budgets on a topic that is there: many that one cause breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_budgets import BudgetsClient


def add_budgets(budgets: BudgetsClient, account: str, topic: str, count: int) -> list[str]:
    """Create them, each with an alert at 80 % that goes to the topic; their names."""
    names = [f"shared-{n:02}-spend" for n in range(count)]
    for name in names:
        budgets.create_budget(
            AccountId=account,
            Budget={
                "BudgetName": name,
                "BudgetLimit": {"Amount": "2000", "Unit": "USD"},
                "TimeUnit": "MONTHLY",
                "BudgetType": "COST",
            },
            NotificationsWithSubscribers=[
                {
                    "Notification": {
                        "NotificationType": "ACTUAL",
                        "ComparisonOperator": "GREATER_THAN",
                        "Threshold": 80.0,
                        "ThresholdType": "PERCENTAGE",
                    },
                    "Subscribers": [{"SubscriptionType": "SNS", "Address": topic}],
                }
            ],
        )
    return names
