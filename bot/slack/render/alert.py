"""A budget's alert as one message: the money, the thresholds to come, and the path's health."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bot.core.alerts.message import Alert, Amount
from bot.core.alerts.proof import matches
from bot.core.alerts.spend_texts import bar_line, still_to_come, written
from bot.core.findings import Report, Status
from bot.core.model.budget import Budget, Money, Notification
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.texts.report import lost_lines, notification_title
from bot.core.texts.verdict import verdict_line
from bot.core.thread import Stage, Thread
from bot.slack.render.answer import paths
from bot.slack.render.fix_buttons import FixButtons
from bot.slack.render.message import Message, escape, fit, message
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    clip,
    context,
    header,
    mention,
    ours,
    plain,
    section,
)
from bot.slack.render.texts import marked, unread
from bot.slack.values import pack

_CONSOLE = "https://console.aws.amazon.com/costmanagement/home#/budgets"
_ABOVE = {"GREATER_THAN": "is above", "LESS_THAN": "is below", "EQUAL_TO": "has reached"}
_CALM_AT_ONCE = (
    "⚠️ AWS Budgets does not show this threshold in ALARM now: somebody else may have written this "
    "message."
)
_CALM_NOW = "AWS Budgets does not show this threshold in ALARM now."
"""Of a message that stands for some time: a new period may have begun."""
_LINE = 300
_MOST_MORE = 10
_MOST_TO_COME = 10
_MORE = "… {} more paths like these: press Details."


@dataclass(frozen=True, slots=True)
class AlertView:
    """What one look at the alert's budget showed. `account` is the account's name for people."""

    account: str
    facts: Facts
    report: Report


def alert_message(
    id: str, thread: Thread, alert: Alert, view: AlertView, buttons: FixButtons | None = None
) -> Message:
    """The first message of an alert's thread, as things are now: short beside another app's."""
    money = () if thread.beside else _money(view.facts)
    blocks = fit(
        [*_head(alert, thread, view), *money, _health(view.report)],
        list(_paths(view.report, buttons)),
        list(_tail(thread, alert, view)),
        _MORE,
    )
    text = f"Budget alert: {alert.budget}. {crossed(alert)}"
    return message(id, text, blocks)


def told_under_post(alert: Alert, thread: Thread, view: AlertView, app: str) -> str:
    """The alert of `thread` as a line under the post of another app, in place of a post of ours."""
    return "\n".join(
        (
            f"🔔 {crossed(alert)}",
            *_warnings(alert, thread, view),
            f"This is the alert that {_arrived(thread)}. budget-check follows it up here, and has "
            f"no post of its own for it: it gives way to the app {app}, which ALERT_APPS names.",
        )
    )


def _head(alert: Alert, thread: Thread, view: AlertView) -> Iterator[Json]:
    yield header(f"🔔 Budget alert: {alert.budget}")
    more = () if thread.beside else alert.more[:_MOST_MORE]
    lines = [crossed(alert), *(_pair(label, value) for label, value in more)]
    yield section(plain("\n".join(lines)))
    for warning in _warnings(alert, thread, view):
        yield section(plain(warning))


def _warnings(alert: Alert, thread: Thread, view: AlertView) -> Iterator[str]:
    """What AWS says otherwise than the message."""
    if alert.account and alert.account != thread.account:
        yield (
            f"⚠️ The message names account {alert.account}, but came over a topic of account "
            f"{thread.account}. AWS Budgets sends within one account: somebody else may have "
            "written it."
        )
    if _is_calm(alert, view.facts):
        yield _CALM_NOW if thread.ts else _CALM_AT_ONCE
    if isinstance(view.facts.budget, NotFound):
        yield "❓ There is no such budget in this account any more: it was deleted, or renamed."


def _is_calm(alert: Alert, facts: Facts) -> bool:
    """Whether AWS shows the alert's own notification, and in another state than ALARM."""
    known = () if isinstance(facts.notifications, ReadFailed) else facts.notifications
    states = {one.state for one in known if matches(alert, one)}
    return bool(states) and states <= {"OK"}


def crossed(alert: Alert) -> str:
    """What the message says happened."""
    kind = {"ACTUAL": "Actual", "FORECASTED": "Forecast"}.get(alert.kind, alert.kind)
    noun = alert.budget_type.lower() or "spend"
    amount = f" {_said(alert.amount)}" if alert.amount else ""
    text = f"{kind} {noun}{amount}".strip()
    if alert.threshold:
        verb = _ABOVE.get(alert.threshold.operator, "has met")
        operator = alert.threshold.operator in _ABOVE
        limit = _said(alert.threshold.amount) if operator else alert.threshold.text
        text = f"{text} {verb} {clip(limit, _LINE)}"
    budgeted = f", of {_said(alert.budgeted)} budgeted" if alert.budgeted else ""
    period = f", {alert.period}" if alert.period else ""
    return f"{text}{budgeted}{period}."


def _said(amount: Amount) -> str:
    return clip(amount.text, _LINE)


def _pair(label: str, value: str) -> str:
    return clip(f"{label}: {value}", _LINE)


def _money(facts: Facts) -> Iterator[Json]:
    """Spend and forecast against the budget, and the thresholds that can still fire."""
    budget = facts.budget
    if isinstance(budget, ReadFailed):
        yield section(plain(clip(unread("the budget", budget), 1000)))
    if not isinstance(budget, Budget):
        return
    lines = [
        line
        for name, money in (("Actual", budget.actual), ("Forecast", budget.forecast))
        if (line := _of(name, money, budget.limit))
    ]
    if lines:
        yield section(plain("\n".join([*lines, f"Period: {budget.time_unit.lower()}"])))
    yield section(plain(_to_come(budget, facts)))


def _of(name: str, money: Money | None, limit: Money | None) -> str:
    if money is None:
        return ""
    bar = bar_line(money, limit)
    of = f" of {written(limit)}" if limit else ""
    return clip(f"{name}: {f'{bar}  ' if bar else ''}{written(money)}{of}", _LINE)


def _to_come(budget: Budget, facts: Facts) -> str:
    if isinstance(facts.notifications, ReadFailed):
        return clip(unread("the thresholds", facts.notifications), 1000)
    known: list[Notification] = [*facts.notifications]
    known += () if isinstance(facts.actions, ReadFailed) else facts.actions
    coming = still_to_come(budget, known)
    if not coming:
        return "Still to come in this period: no other threshold."
    titles = ", ".join(notification_title(one) for one in coming[:_MOST_TO_COME])
    more = len(coming) - _MOST_TO_COME
    return f"Still to come in this period: {titles}{f' and {more} more' if more > 0 else ''}."


def _health(report: Report) -> Json:
    """Whether the remaining alerts will arrive, and what was lost already."""
    lines = [f"{marked(report.verdict)}  The next alerts: {verdict_line(report.verdict)}"]
    lines += [clip(line, 500) for line in lost_lines(report)]
    return section(plain("\n".join(lines)))


def _paths(report: Report, buttons: FixButtons | None) -> Iterator[tuple[Json, ...]]:
    """The paths with their buttons, as an answer has them; nothing where all is well."""
    if report.verdict is Status.OK:
        return
    for group in paths(report, buttons):
        yield tuple(group)


def _tail(thread: Thread, alert: Alert, view: AlertView) -> Iterator[Json]:
    if thread.beside:
        link = f"<{escape(thread.beside)}|Another app has posted this alert too>"
        yield context(ours(f"{link}: this post is the short one."))
    yield context(*_small(thread, alert, view))
    value = pack(account=thread.account, budget=thread.budget)
    own = pack(thread=thread.id)
    acknowledge = button("Acknowledge", "alert.acknowledge", own, "primary")
    yield actions(
        *([] if thread.acknowledged_by else [acknowledge]),
        button("Check again", "alert.again", own),
        button("Details", "check.details", value),
    )


def _small(thread: Thread, alert: Alert, view: AlertView) -> Iterator[Json]:
    console = alert.console or f"{_CONSOLE}/details?name={quote(alert.budget, safe='')}"
    yield plain(f"account {view.account}, {_arrived(thread)}")
    yield ours(f"<{escape(console)}|AWS console>")
    yield plain(standing(thread))
    if thread.acknowledged_by:
        yield ours(f"acknowledged by {mention(thread.acknowledged_by)}")


def _arrived(thread: Thread) -> str:
    return f"arrived {thread.opened:%Y-%m-%d %H:%M:%S} UTC over {clip(thread.topic, _LINE)}"


def standing(thread: Thread) -> str:
    """How far it is proved that the next alert arrives."""
    return {
        Stage.OPEN: "open: the next alert that arrives closes this thread",
        Stage.EVALUATED: "evaluated: by the policies the next alert arrives; not proved yet",
        Stage.ACCEPTED: 'accepted: "SNS Topic Verified!" came through; an alert is not there yet',
        Stage.DELIVERED: f"delivered: an alert arrived at budget-check's subscription{_at(thread)}",
    }[thread.stage]


def _at(thread: Thread) -> str:
    at = thread.delivered_at
    return f", {at:%Y-%m-%d %H:%M:%S} UTC" if at else ""
