"""The texts that Budgets sends, in the shape that people have received (docs/facts.md 5)."""

from datetime import UTC, datetime
from typing import Any

from playground.aws.server.budgets.state import Budget, Notification

_PERIODS = {
    "DAILY": "per day. Yesterday, the",
    "QUARTERLY": "for the current quarter. The",
    "ANNUALLY": "for the current year. The",
}
_KINDS = {"COST": "Cost", "USAGE": "Usage"}
_SIGNS = {"GREATER_THAN": ("greater than", ">"), "LESS_THAN": ("less than", "<")}
_EQUAL = ("equal to", "=")
_WHOLE = frozenset({"CLP", "ISK", "JPY", "KRW", "VND"})
_SUBJECT = "AWS Budgets: {} has exceeded your alert threshold"
_LONGEST_SUBJECT = 99
VERIFIED = "SNS Topic Verified!"


def subject(name: str) -> str:
    """An SNS subject: ASCII, below 100 characters; what AWS does to longer names is not known."""
    room = _LONGEST_SUBJECT - len(_SUBJECT.format(""))
    return _SUBJECT.format(name.encode("ascii", "replace").decode()[:room])


def money(amount: float, unit: str) -> str:
    """`$36.69`; other units stand behind the figure, and some currencies have no decimals."""
    if unit == "USD":
        return f"${amount:,.2f}"
    return f"{amount:,.0f} {unit}" if unit in _WHOLE else f"{amount:,.2f} {unit}"


def alert(
    account: str, budget: Budget, notification: Notification, threshold: float, spent: float
) -> str:
    """The plain text on the topic."""
    unit = budget["CalculatedSpend"]["ActualSpend"]["Unit"]
    kind = _KINDS.get(budget["BudgetType"], budget["BudgetType"])
    type_, name = notification["NotificationType"], budget["BudgetName"]
    than, sign = _SIGNS.get(notification["ComparisonOperator"], _EQUAL)
    limit, is_ = money(threshold, unit), money(spent, unit)
    period = _PERIODS.get(budget["TimeUnit"], "for the current month. The")
    return (
        f"AWS Budget Notification {datetime.now(UTC):%B %d, %Y}\n"
        f"AWS Account {account}\n\n"
        "Dear AWS Customer,\n\n"
        f"You requested that we alert you when the {type_} {kind} associated with your {name} "
        f"budget is {than} {limit} {period} {type_} {kind} associated with this budget is {is_}. "
        "You can find additional details below and by accessing the AWS Budgets dashboard [1].\n\n"
        f"Budget Name: {name}\n"
        f"Budget Type: {kind}\n"
        f"Budgeted Amount: {money(amount_of(budget), unit)}\n"
        f"Alert Type: {type_}\n"
        f"Alert Threshold: {sign} {limit}\n"
        f"{type_} Amount: {is_}\n\n"
        "[1] https://console.aws.amazon.com/costmanagement/home#/budgets\n"
    )


def amount_of(budget: dict[str, Any]) -> float:
    """The budgeted amount; 0 where the budget has only planned ones."""
    return float(budget.get("BudgetLimit", {}).get("Amount", 0))


def failure(name: str, topic_arn: str) -> str:
    """The mail after a refused publish; it names no key and blames the topic's permissions."""
    return (
        f"You requested that we notify you regarding the status of your <{name}> budget on the "
        f"following SNS topic: <{topic_arn}>.\n\n"
        "Unfortunately, we are unable to successfully publish to this SNS topic at this time. "
        "Please ensure that AWS Budgets has been added to the list of services that are allowed to "
        "publish to this SNS topic. You can find additional information on how to add AWS Budgets "
        "to your SNS topic permissions here. You can also log in to your AWS Budgets Dashboard to "
        "check the status of your budget.\n\n"
        "Please note that if you do not adjust your SNS topic permissions, it is likely that "
        "budget notifications will not be sent to your SNS topic subscribers."
    )
