"""Spend crosses the budget's first threshold, and AWS Budgets does what it does then."""

from __future__ import annotations

from playground.aws.control import AlertForecast, Delivery
from playground.page.actions import Event
from playground.page.actions._paths import forecasts, money, over
from playground.page.session import Session
from playground.page.sweep import MEANWHILE, sweep

_STEP = 0.01


def _why_not(session: Session, budget: str) -> str:
    why_not = over(session, budget)
    if why_not:
        return why_not
    return "" if forecasts(session, budget) else "The budget has no notification."


def _meanwhile(session: Session, budget: str) -> str:
    return MEANWHILE if _first(forecasts(session, budget)).state == "ALARM" else ""


def _act(session: Session, budget: str) -> str:
    first, begun = _first(forecasts(session, budget)), ""
    if first.state == "ALARM":
        # An actual alert is sent once a period (docs/facts.md 1.5).
        session.control.begin_period(session.account, budget)
        sweep(session.control)
        begun = "A new month began. "
    amount = crossing(first)
    forecast = amount if first.type == "FORECASTED" else None
    actual = 0.0 if first.type == "FORECASTED" else amount
    tried = session.control.set_spend(session.account, budget, actual, forecast)
    kind = "forecast" if first.type == "FORECASTED" else "spend"
    return f"{begun}The {kind} is {money(session, budget, amount)} now. {_came(tried)}"


def _first(found: list[AlertForecast]) -> AlertForecast:
    """Of the actual notifications, if there are any, the one that is crossed first."""
    actual = [one for one in found if one.type == "ACTUAL"]
    return min(actual or found, key=lambda one: one.amount)


def crossing(forecast: AlertForecast) -> float:
    """An amount just behind the threshold."""
    step = max(forecast.amount * _STEP, 0.01)
    return {
        "GREATER_THAN": forecast.amount + step,
        "LESS_THAN": max(forecast.amount - step, 0.0),
    }.get(forecast.operator, forecast.amount)


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
