"""Spend crosses the budget's first threshold, and AWS Budgets does what it does then."""

from __future__ import annotations

from playground.aws.control import Delivery, Outlook
from playground.page.happening import Event
from playground.page.happening._paths import money, outlooks, over
from playground.page.stage import Stage
from playground.sweeping import MEANWHILE, sweep

_STEP = 0.01


def _why_not(stage: Stage, budget: str) -> str:
    why_not = over(stage, budget)
    if why_not:
        return why_not
    return "" if outlooks(stage, budget) else "The budget has no notification."


def _meanwhile(stage: Stage, budget: str) -> str:
    return MEANWHILE if _first(outlooks(stage, budget)).state == "ALARM" else ""


def _act(stage: Stage, budget: str) -> str:
    first, begun = _first(outlooks(stage, budget)), ""
    if first.state == "ALARM":
        # An actual alert is sent once a period (docs/facts.md 1.5).
        stage.control.begin_period(stage.account, budget)
        sweep(stage.control)
        begun = "A new month began. "
    amount = crossing(first)
    forecast = amount if first.type == "FORECASTED" else None
    actual = 0.0 if first.type == "FORECASTED" else amount
    tried = stage.control.set_spend(stage.account, budget, actual, forecast)
    kind = "forecast" if first.type == "FORECASTED" else "spend"
    return f"{begun}The {kind} is {money(stage, budget, amount)} now. {_came(tried)}"


def _first(found: list[Outlook]) -> Outlook:
    """Of the actual notifications, if there are any, the one that is crossed first."""
    actual = [one for one in found if one.type == "ACTUAL"]
    return min(actual or found, key=lambda one: one.amount)


def crossing(outlook: Outlook) -> float:
    """An amount just behind the threshold."""
    step = max(outlook.amount * _STEP, 0.01)
    return {
        "GREATER_THAN": outlook.amount + step,
        "LESS_THAN": max(outlook.amount - step, 0.0),
    }.get(outlook.operator, outlook.amount)


def _came(tried: list[Delivery]) -> str:
    if not tried:
        return "AWS Budgets had told everybody already and sends nothing."
    return " ".join(_one(one) for one in tried)


def _one(tried: Delivery) -> str:
    name = tried.subscriber.rpartition(":")[2]
    if tried.outcome == "sent":
        return f"The alert was mailed to {name}."
    if tried.outcome == "delivers":
        return f"The alert was handed to {name}."
    word = "is lost" if tried.outcome == "refused" else "may be lost"
    return f"The alert for {name} {word}: {tried.why}."


EVENT = Event(
    id="spend-crosses",
    title="Spend crosses 80 %",
    says="Sets the spend just above the budget's first threshold, in a new period where needed.",
    place=3,
    act=_act,
    why_not=_why_not,
    meanwhile=_meanwhile,
)
