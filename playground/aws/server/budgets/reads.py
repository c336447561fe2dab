"""The reads of the Budgets API."""

import time
from typing import Any

from ministack.services import budgets

from playground.aws.server.asgi import Answer
from playground.aws.server.budgets.pages import page
from playground.aws.server.budgets.state import STATE, Budget, budget_of, entries_of, identity
from playground.aws.server.service import Given, Invocation, RefusedError
from playground.aws.server.wire import json_answer

_FIELDS = (
    *("BudgetName", "BudgetLimit", "PlannedBudgetLimits", "CostFilters", "CostTypes", "TimeUnit"),
    *("TimePeriod", "CalculatedSpend", "BudgetType", "LastUpdatedTime", "AutoAdjustData"),
    *("BillingViewArn", "HealthStatus"),
)
_COST_TYPES = {
    **dict.fromkeys(("IncludeTax", "IncludeSubscription", "IncludeRefund", "IncludeCredit"), True),
    **dict.fromkeys(("IncludeUpfront", "IncludeRecurring", "IncludeOtherSubscription"), True),
    **dict.fromkeys(("IncludeSupport", "IncludeDiscount"), True),
    **dict.fromkeys(("UseBlended", "UseAmortized"), False),
}


def missing(what: str) -> RefusedError:
    """Budgets' NotFoundException."""
    return RefusedError("NotFoundException", what)


def own_budget(call: Invocation) -> Budget:
    """The budget that a call names. NotFoundException: the account has none of this name."""
    name = call.given.get("BudgetName")
    if not isinstance(name, str) or not name:
        raise RefusedError("InvalidParameterException", "BudgetName is required.")
    found = budget_of(call.account, name)
    if found is None:
        raise missing(f"Unable to get budget: {name} - the budget doesn't exist.")
    return found


def entry_of(call: Invocation) -> dict[str, Any]:
    """The notification that a call names, with its subscribers."""
    own_budget(call)
    wanted = identity(call.given.get("Notification") or {})
    for entry in entries_of(call.account, call.given["BudgetName"]):
        if identity(entry["notification"]) == wanted:
            return entry
    raise missing("Unable to get notification - the notification doesn't exist.")


def shown(budget: Budget, given: Given) -> Budget:
    """A budget as AWS answers it."""
    extra = ("FilterExpression", "Metrics") if given.get("ShowFilterExpression") else ()
    found = {name: budget[name] for name in (*_FIELDS, *extra) if name in budget}
    found.setdefault("CostFilters", {})
    if budget["BudgetType"] == "COST":
        found["CostTypes"] = {**_COST_TYPES, **budget.get("CostTypes", {})}
    healthy = {"Status": "HEALTHY", "LastUpdatedTime": budget.get("LastUpdatedTime", time.time())}
    found.setdefault("HealthStatus", healthy)
    return found


async def describe_budget(call: Invocation) -> Answer:
    """DescribeBudget."""
    return json_answer({"Budget": shown(own_budget(call), call.given)})


async def describe_budgets(call: Invocation) -> Answer:
    """DescribeBudgets: 100 a page, 1000 at most."""
    every = sorted(budgets._budgets.values(), key=lambda one: str(one["BudgetName"]))
    found, rest = page(every, call.given, most=1000, default=100)
    return json_answer({"Budgets": [shown(one, call.given) for one in found], **rest})


async def describe_notifications(call: Invocation) -> Answer:
    """DescribeNotificationsForBudget."""
    own_budget(call)
    every = [one["notification"] for one in entries_of(call.account, call.given["BudgetName"])]
    found, rest = page(every, call.given, most=100, default=100)
    return json_answer({"Notifications": found, **rest})


async def describe_all_notifications(call: Invocation) -> Answer:
    """DescribeBudgetNotificationsForAccount: 50 budgets a page."""
    names = sorted(budgets._budgets.keys())
    found, rest = page(names, call.given, most=1000, default=50)
    listed = [
        {
            "BudgetName": name,
            "Notifications": [one["notification"] for one in entries_of(call.account, name)],
        }
        for name in found
    ]
    return json_answer({"BudgetNotificationsForAccount": listed, **rest})


async def describe_subscribers(call: Invocation) -> Answer:
    """DescribeSubscribersForNotification."""
    found, rest = page(entry_of(call)["subscribers"], call.given, most=100, default=100)
    return json_answer({"Subscribers": found, **rest})


async def describe_all_actions(call: Invocation) -> Answer:
    """DescribeBudgetActionsForAccount: 100 actions a page at most."""
    of_account = sorted(name for account, name in STATE.actions if account == call.account)
    every = [one for name in of_account for one in STATE.actions[call.account, name]]
    found, rest = page(every, call.given, most=100, default=100)
    return json_answer({"Actions": found, **rest})


async def describe_actions(call: Invocation) -> Answer:
    """DescribeBudgetActionsForBudget."""
    own_budget(call)
    every = STATE.actions.get((call.account, call.given["BudgetName"]), [])
    found, rest = page(every, call.given, most=100, default=100)
    return json_answer({"Actions": found, **rest})
