"""Serves Budgets with ours in front."""

from typing import Any

from playground.aws.server.budgets import alerts, forecast, reads, writes
from playground.aws.server.budgets.state import STATE
from playground.aws.server.plane import Given, Plane, text
from playground.aws.server.rights import BUDGET_ACTIONS
from playground.aws.server.service import Invocation, Operation, extend

_OPERATIONS: dict[str, Operation] = {
    "DescribeBudget": reads.describe_budget,
    "DescribeBudgets": reads.describe_budgets,
    "DescribeNotificationsForBudget": reads.describe_notifications,
    "DescribeBudgetNotificationsForAccount": reads.describe_all_notifications,
    "DescribeSubscribersForNotification": reads.describe_subscribers,
    "DescribeBudgetActionsForBudget": reads.describe_actions,
    "DescribeBudgetActionsForAccount": reads.describe_all_actions,
    "CreateBudget": writes.create_budget,
    "UpdateBudget": writes.update_budget,
    "DeleteBudget": writes.delete_budget,
    "CreateNotification": writes.create_notification,
    "CreateSubscriber": writes.create_subscriber,
    "UpdateSubscriber": writes.update_subscriber,
    "CreateBudgetAction": writes.create_action,
    "DeleteBudgetAction": writes.delete_action,
}


async def _as_it_is(call: Invocation) -> Any:
    return await call.inner()


def install(plane: Plane) -> None:
    """Serve Budgets, and its routes of the control plane."""
    names = {*_OPERATIONS, *(action.partition(":")[2] for action in BUDGET_ACTIONS)}
    extend(
        "budgets",
        {
            name: writes.of_own_account(
                _OPERATIONS.get(name, _as_it_is),
                BUDGET_ACTIONS.get(f"budgets:{name}", f"budgets:{name}"),
            )
            for name in names
        },
    )
    plane.add("POST", "/budgets/spend", alerts.set_spend)
    plane.add("POST", "/budgets/period", alerts.begin_period)
    plane.add("POST", "/budgets/health", alerts.set_health)
    plane.add("POST", "/budgets/assume", alerts.assume)
    plane.add("POST", "/budgets/extras", alerts.set_extras)
    plane.add("GET", "/budgets/alert-forecasts", forecast.alert_forecasts)
    plane.add("POST", "/budgets/failure-mail", forecast.mail_failures)
    plane.add("GET", "/deliveries", _deliveries)
    plane.on_reset(STATE.reset)


def _deliveries(given: Given) -> list[dict[str, Any]]:
    account = text(given, "account")
    return [one for one in STATE.deliveries if one["account"] == account]
