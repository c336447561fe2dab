"""What an event needs to know of a budget and of the topic it would happen to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from playground.aws.control import AlertForecast, ControlError
from playground.page.session import Session
from playground.page.topics import Topic, is_topic, topic


def forecasts(session: Session, budget: str) -> list[AlertForecast]:
    """The budget's notifications, actions left out; none where there is no such budget."""
    try:
        found = session.control.alert_forecasts(session.account, budget)
    except ControlError:
        return []
    return [one for one in found if not one.action]


def topics(session: Session, budget: str) -> list[Topic]:
    """The budget's topics, each once, in the order of its notifications."""
    ways = [way for one in forecasts(session, budget) for way in one.ways if is_topic(way)]
    return [topic(session, arn, {}) for arn in dict.fromkeys(way.address for way in ways)]


def no_topic(found: list[Topic]) -> str:
    """Why nothing can happen to the topics of a budget; "" where something can."""
    if not found:
        return "The budget has no topic."
    errors = [one.shown["error"] for one in found if one.shown["error"]]
    return f"The topic cannot be read ({errors[0]})." if len(errors) == len(found) else ""


def over(session: Session, budget: str) -> str:
    """Why a budget's spend does not move any more; "" where it does."""
    found = _budget(session, budget)
    if found is None:
        return f"There is no budget {budget}."
    end = found.get("TimePeriod", {}).get("End")
    if isinstance(end, datetime) and end < datetime.now(UTC):
        return "The budget's period is over, and it does not renew."
    if found.get("HealthStatus", {}).get("Status") == "UNHEALTHY":
        return "The budget is unhealthy: AWS has paused its spend updates."
    return ""


def money(session: Session, budget: str, amount: float) -> str:
    """An amount as the picture has it: `$808.00`, or the budget's own unit behind it."""
    unit = (_budget(session, budget) or {}).get("BudgetLimit", {}).get("Unit", "USD")
    return f"${amount:,.2f}" if unit == "USD" else f"{amount:,.2f} {unit}"


def _budget(session: Session, name: str) -> dict[str, Any] | None:
    client = session.aws.client("budgets")
    try:
        answer = client.describe_budget(AccountId=session.account, BudgetName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NotFoundException":
            raise
        return None
    found: dict[str, Any] = answer["Budget"]
    return found
