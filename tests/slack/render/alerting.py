"""Alerts of every shape, drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.alerts.message import Adjustment, Alert, Amount
from bot.core.alerts.parse import parse
from bot.core.findings import Report
from bot.core.model.budget import Budget, Money, Notification
from bot.core.model.path import Facts
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.slack.render.alert import AlertView, alert_message
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.message import Message
from bot.slack.render.thread import adjustment_message, line, other_message
from tests.core.alerts.texts import ACCOUNT, TOPIC, Said
from tests.slack.render.shapes import FOX, NASTY, REPORTS

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
UNREAD = ReadFailed("budgets:ViewBudget", "cost", Cause.REFUSED, NASTY * 50)
MONEY = Money("81.4", "USD")


def thread(**different: object) -> Thread:
    """A thread of an alert."""
    plain = Thread(
        "m1", ACCOUNT, Said().name, TOPIC, ThreadOrigin.ALERT, "C1", "1.1", NOW, text=Said().body
    )
    return replace(plain, **different)  # type: ignore[arg-type]  # a test's own words


def alert(said: Said | None = None, **different: object) -> Alert:
    """What arrived."""
    said = said or Said()
    found = parse(said.subject, said.body)
    assert isinstance(found, Alert)
    return replace(found, **different)  # type: ignore[arg-type]


def notification(percent: float, state: str | None = "OK") -> Notification:
    """One of a budget's."""
    return Notification("ACTUAL", "GREATER_THAN", percent, "PERCENTAGE", state)


def look(report: Report = REPORTS["one"], **different: object) -> AlertView:
    """What was read; the budget is healthy unless it is said otherwise."""
    budget = Budget(
        "cost", ACCOUNT, limit=Money("100", "USD"), actual=MONEY, forecast=Money("120", "USD")
    )
    known = (notification(80, "ALARM"), notification(90), notification(100))
    facts = Facts(ACCOUNT, "cost", NOW, budget, known)
    return AlertView(f"prod ({ACCOUNT})", replace(facts, **different), report)  # type: ignore[arg-type]


LOOKS: dict[str, AlertView] = {
    "healthy": look(),
    "gone": look(budget=NotFound("cost")),
    "unread": look(budget=UNREAD, notifications=UNREAD),
    "no limit": look(budget=Budget("cost", ACCOUNT, actual=Money("?", NASTY))),
    "nothing to come": look(notifications=()),
    "400 to come": look(notifications=tuple(notification(90 + n) for n in range(400))),
    **{f"a report: {name}": look(report) for name, report in REPORTS.items()},
}
ALERTS: dict[str, Alert] = {
    "plain": alert(),
    "only a name": Alert("cost", "text"),
    "a nasty name": alert(Said(name=NASTY[:90].replace(":", ""))),
    "foxes": Alert(FOX[:100], FOX, kind=FOX * 90, amount=Amount(FOX * 90), period=FOX),
    "more lines": alert(more=tuple((f"Label {n}", NASTY * 20) for n in range(40))),
}
THREADS: dict[str, Thread] = {
    "open": thread(),
    "acknowledged": thread(acknowledged_by="U0MENDER"),
    "another account": thread(account="222222222222"),
    **{
        stage: thread(stage=stage, delivered_at=NOW if stage is Stage.DELIVERED else None)
        for stage in Stage
    },
}


def messages() -> list[Message]:
    """Everything that is drawn of alerts."""
    drawn = [alert_message("j", thread(), alert(), found) for found in LOOKS.values()]
    drawn += [
        alert_message("j", thread(), alert(), found, FixButtons("a1", topics_of(found.report)))
        for found in LOOKS.values()
    ]
    drawn += [alert_message("j", one, alert(), look()) for one in THREADS.values()]
    drawn += [alert_message("j", thread(), one, look()) for one in ALERTS.values()]
    for text in ("x", NASTY * 30, FOX * 3_000, "\n" * 20_000, "word " * 40_000):
        drawn.append(other_message("j", thread(text=text), ACCOUNT))
        drawn.append(line("j", text, "https://x.slack.com/archives/C1/p1?thread_ts=1&cid=C1"))
    for amount in (None, Amount("100 USD"), Amount(NASTY * 40)):
        found = Adjustment("{}", NASTY * 5, previous=amount, current=amount)
        drawn.append(adjustment_message("j", thread(), found, ACCOUNT))
    return drawn
