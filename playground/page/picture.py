"""A budget's path through AWS, and what else takes it, as JSON for the page.

What stands there is read through the ordinary AWS API; what would become of an alert is the
playground's own judge's answer, never the bot's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from botocore.exceptions import ClientError

from playground.aws.control import AlertForecast, Delivery, Mail, Way
from playground.page import actions
from playground.page.keys import key
from playground.page.persona import HOME_REGION
from playground.page.senders import senders
from playground.page.session import Session
from playground.page.topics import Topic, is_topic, topic
from playground.slack.shapes import JsonList, JsonObject

MOST_DELIVERIES = 20
SIGNS = {"GREATER_THAN": ">", "LESS_THAN": "<", "EQUAL_TO": "="}
_NO_BUDGET: JsonObject = {
    "limit": 0.0,
    "unit": "",
    "actual": 0.0,
    "forecast": None,
    "period": "",
    "health": "",
}


def picture(session: Session, budget: str) -> JsonObject:
    """Everything that the page draws of one budget."""
    known = _budget(session, budget)
    forecasts = session.control.alert_forecasts(session.account, budget) if known["exists"] else []
    topics = _topics(session, forecasts)
    named = dict.fromkeys((one.key, one.region) for one in topics if one.key)
    words = {_as_recorded(one): in_words(one, known["unit"]) for one in forecasts}
    return {
        "account": session.account,
        "region": HOME_REGION,
        "budget": known,
        "paths": [path for one in forecasts for path in _paths(one, known["unit"])],
        "topics": [_with_senders(session, one.shown) for one in topics],
        "keys": [key(session, *one) for one in named],
        "deliveries": _deliveries(session.control.deliveries(session.account), budget, words),
        "mails": _mails(session.control.mails(session.account), budget),
        "trouble": [{"id": e.id, "says": e.trouble} for e in actions.switched_on(session)],
    }


def in_words(forecast: AlertForecast, unit: str) -> str:
    """`ACTUAL > 80 %`; an action has its name behind that."""
    of = "%" if forecast.threshold_type == "PERCENTAGE" else unit
    sign = SIGNS.get(forecast.operator, forecast.operator)
    action = f", action {forecast.action}" if forecast.action else ""
    return f"{forecast.type} {sign} {forecast.threshold:.15g} {of}{action}"


def _as_recorded(forecast: AlertForecast) -> str:
    """The same as `Delivery` has it."""
    threshold = f"{forecast.threshold:.15g} {forecast.threshold_type}"
    return f"{forecast.type} {forecast.operator} {threshold}"


def _budget(session: Session, name: str) -> JsonObject:
    try:
        answer = session.aws.client("budgets").describe_budget(
            AccountId=session.account, BudgetName=name
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "NotFoundException":
            raise
        return {"name": name, **_NO_BUDGET, "exists": False}
    found = answer["Budget"]
    limit, spend = found.get("BudgetLimit", {}), found.get("CalculatedSpend", {})
    return {
        "name": name,
        "limit": _amount(limit) or 0.0,
        "unit": limit.get("Unit", ""),
        "actual": _amount(spend.get("ActualSpend", {})) or 0.0,
        "forecast": _amount(spend.get("ForecastedSpend", {})),
        "period": found["TimeUnit"],
        "health": found.get("HealthStatus", {}).get("Status", ""),
        "exists": True,
    }


def _amount(spend: Mapping[str, Any]) -> float | None:
    return float(spend["Amount"]) if "Amount" in spend else None


def _with_senders(session: Session, topic: JsonObject) -> JsonObject:
    return {**topic, "senders": senders(session, topic["arn"])}


def _topics(session: Session, forecasts: list[AlertForecast]) -> list[Topic]:
    ways = {w.address: w.reaches for o in forecasts for w in o.ways if is_topic(w)}
    return [topic(session, arn, reaches) for arn, reaches in ways.items()]


def _paths(forecast: AlertForecast, unit: str) -> JsonList:
    emails = [way.address for way in forecast.ways if not is_topic(way)]
    topics = [way for way in forecast.ways if is_topic(way)]
    mail_only = Way("", "mail only", "AWS Budgets mails it; no topic is told", "", {})
    return [
        {
            "notification": in_words(forecast, unit),
            "state": forecast.state,
            "threshold_amount": forecast.amount,
            "outcome": way.outcome,
            "why": way.why,
            "stopped_at": way.stopped_at,
            "topic": way.address,
            "emails": emails,
        }
        for way in topics or [mail_only]
    ]


def _deliveries(tried: list[Delivery], budget: str, words: Mapping[str, str]) -> JsonList:
    shown = [one for one in reversed(tried) if one.budget == budget][:MOST_DELIVERIES]
    return [
        {
            "at": one.at,
            "notification": words.get(one.notification, one.notification),
            "subscriber": one.subscriber,
            "outcome": one.outcome,
            "why": one.why,
            "subject": one.subject,
        }
        for one in shown
    ]


def _mails(mails: list[Mail], budget: str) -> JsonList:
    about = (one for one in reversed(mails) if budget in one.subject + one.body)
    return [{k: v for k, v in asdict(one).items() if k != "account"} for one in about]
