"""A budget's alert as one message: the money, the thresholds to come, and the path's health."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.core.alerts.message import Alert, Amount
from bot.core.alerts.proof import matches
from bot.core.alerts.spend_texts import bar_line, percent, still_to_come, written
from bot.core.arns import parse_arn
from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.console import budget_url
from bot.core.findings import Report, Status
from bot.core.model.budget import Budget, Money, Notification
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.texts import alert as texts
from bot.core.texts import unread as reads
from bot.core.texts.report import leading, lost_lines, notification_title
from bot.core.thread import Thread
from bot.slack.render.fix_buttons import FixButtons, proofs
from bot.slack.render.links import console_link
from bot.slack.render.message import Message, fit, message
from bot.slack.render.open_ticket import OpenTicket, another_ticket, open_line, ticket_button
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    clip,
    context,
    header,
    plain,
    section,
    with_overflow,
)
from bot.slack.render.phrase import Code, Link, Phrase, Who, mrkdwn, phrase, rich
from bot.slack.render.routes import routed
from bot.slack.render.texts import unread
from bot.slack.values import pack

_LINE = 300
_REASON = 700
_MOST_MORE = 10
_MOST_TO_COME = 10


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
        (),
        list(_tail(thread, alert, view, buttons)),
        "",
    )
    return message(id, alert_title(alert), blocks)


def alert_title(alert: Alert) -> str:
    """The budget, and the number: "cost-all: $808 of $1,000 (81 %)"."""
    amount = alert.amount
    if amount is None:
        return texts.BARE.format(name=alert.budget)
    kind = texts.FORECAST if alert.kind == "FORECASTED" else texts.ACTUAL
    spent = kind.format(amount=_short(amount))
    if alert.budgeted:
        spent = texts.OF.format(spent=spent, budgeted=_short(alert.budgeted))
        ratio = _ratio(amount, alert.budgeted)
        part = texts.PART.format(spent=spent, percent=percent(ratio)) if ratio is not None else ""
        spent = part or spent
    return texts.TITLE.format(name=alert.budget, spent=spent)


def _short(amount: Amount) -> str:
    return clip(amount.text.removesuffix(".00"), 100)


def _ratio(amount: Amount, budgeted: Amount) -> Decimal | None:
    same = amount.unit == budgeted.unit
    return amount.value / budgeted.value if same and amount.value and budgeted.value else None


def told_under_post(alert: Alert, thread: Thread, view: AlertView, app: str) -> str:
    """The alert of `thread` as a line under the post of another app, in place of a post of ours."""
    told = texts.TOLD_HERE.format(topic=clip(thread.topic, _LINE), app=app)
    return "\n".join(
        (f"🔔 {alert_title(alert)}", crossed(alert), *_warnings(alert, thread, view), told)
    )


def _head(alert: Alert, thread: Thread, view: AlertView) -> Iterator[Json]:
    yield header(f"🔔 {alert_title(alert)}", alert.budget)
    more = () if thread.beside else alert.more[:_MOST_MORE]
    lines = [crossed(alert), *(_pair(label, value) for label, value in more)]
    yield section(plain("\n".join(lines)))
    for warning in _warnings(alert, thread, view):
        yield section(plain(warning))


def _warnings(alert: Alert, thread: Thread, view: AlertView) -> Iterator[str]:
    """What AWS says otherwise than the message."""
    if alert.account and alert.account != thread.account:
        yield texts.OTHER_ACCOUNT.format(named=alert.account, own=thread.account)
    if _is_calm(alert, view.facts):
        yield texts.CALM_NOW if thread.ts else texts.CALM_AT_ONCE
    if isinstance(view.facts.budget, NotFound):
        yield texts.GONE


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
        crosses = texts.CROSSES.get(alert.threshold.operator)
        limit = _said(alert.threshold.amount) if crosses else alert.threshold.text
        said = crosses or texts.CROSSES_OTHER
        text = said.format(what=text, threshold=clip(limit, _LINE))
    of = texts.OF_BUDGETED
    budgeted = of.format(budgeted=_said(alert.budgeted)) if alert.budgeted else ""
    period = texts.IN_PERIOD.format(period=alert.period) if alert.period else ""
    return f"{text}{budgeted}{period}."


def _said(amount: Amount) -> str:
    return clip(amount.text, _LINE)


def _pair(label: str, value: str) -> str:
    return clip(f"{label}: {value}", _LINE)


def _money(facts: Facts) -> Iterator[Json]:
    """Spend and forecast against the budget, and the thresholds that can still fire."""
    budget = facts.budget
    if isinstance(budget, ReadFailed):
        yield section(plain(clip(unread(reads.BUDGET, budget), 1000)))
    if not isinstance(budget, Budget):
        return
    lines = [
        line
        for name, money in (("Actual", budget.actual), ("Forecast", budget.forecast))
        if (line := _of(name, money, budget.limit))
    ]
    if lines:
        period = texts.PERIOD.format(period=budget.time_unit.lower())
        yield section(plain("\n".join([*lines, period])))
    yield section(plain(_to_come(budget, facts)))


def _of(name: str, money: Money | None, limit: Money | None) -> str:
    if money is None:
        return ""
    bar = bar_line(money, limit)
    of = f" of {written(limit)}" if limit else ""
    return clip(f"{name}: {f'{bar}  ' if bar else ''}{written(money)}{of}", _LINE)


def _to_come(budget: Budget, facts: Facts) -> str:
    if isinstance(facts.notifications, ReadFailed):
        return clip(unread(reads.THRESHOLDS, facts.notifications), 1000)
    known: list[Notification] = [*facts.notifications]
    known += () if isinstance(facts.actions, ReadFailed) else facts.actions
    coming = still_to_come(budget, known)
    if not coming:
        return texts.NONE_COMING
    titles = ", ".join(notification_title(one) for one in coming[:_MOST_TO_COME])
    more = len(coming) - _MOST_TO_COME
    if more > 0:
        return texts.COMING_MORE.format(titles=titles, more=more)
    return texts.COMING.format(titles=titles)


def _health(report: Report) -> Json:
    """Whether the remaining alerts will arrive, with the first reason where they may not."""
    first = leading(report)
    lines = [texts.NEXT[report.verdict], *([clip(first.says, _REASON)] if first else [])]
    lines += [clip(line, 500) for line in lost_lines(report)]
    return section(plain("\n".join(lines)))


def _tail(
    thread: Thread, alert: Alert, view: AlertView, buttons: FixButtons | None
) -> Iterator[Json]:
    under_way = _under_way(view.report, buttons)
    if under_way:
        says = texts.UNDER_WAY
        yield context(
            plain(says.format(title=under_way.plan.title, stands=STANDS[under_way.state]))
        )
    if thread.beside:
        link = Link(texts.BESIDE_LINK, thread.beside)
        yield context(mrkdwn(phrase(texts.BESIDE, link=link)))
    ticket = _open_ticket(view.report, buttons)
    if ticket:
        yield rich(open_line(ticket))
    yield from routed((thread.hears,) if thread.hears else (), thread.belongs, thread.refusal)
    yield context(*_small(thread, alert, view))
    yield _row(thread, view.report, buttons)


def _row(thread: Thread, report: Report, buttons: FixButtons | None) -> Json:
    """One of them stands out: Acknowledge, until somebody has. A menu holds the rest."""
    own = pack(thread=thread.id)
    value = pack(account=thread.account, budget=thread.budget)
    seen = bool(thread.acknowledged_by)
    first = () if seen else (button(texts.ACKNOWLEDGE, "alert.acknowledge", own, "primary"),)
    shown = [*first, *_mending(report, buttons), button(texts.AGAIN, "alert.again", own)]
    folded = [button(texts.DETAILS, "check.details", value), *_folded(thread, report, buttons)]
    return with_overflow(shown, folded) if len(folded) > 1 else actions(*shown, *folded)


def _mending(report: Report, buttons: FixButtons | None) -> Iterator[Json]:
    """The best fix of the first path that needs one, and a ticket."""
    topic = _needs(report)
    if buttons is None or topic not in buttons.topics:
        return
    value = f"{buttons.answer}.{buttons.topics.index(topic)}"
    offer = next(iter(report.fixes_on(topic)), None)
    if offer and buttons.fixes and topic not in buttons.under_way:
        yield button(offer.label, f"fix.{offer.id}", value)
    if buttons.tickets:
        yield ticket_button(buttons.opened.get(topic), value, texts.TICKET)


def _folded(thread: Thread, report: Report, buttons: FixButtons | None) -> Iterator[Json]:
    """Another ticket beside one that is open, and the proof of the topic that it came over."""
    topic = _needs(report)
    if buttons is None:
        return
    if buttons.tickets and topic in buttons.topics:
        value = f"{buttons.answer}.{buttons.topics.index(topic)}"
        yield from another_ticket(buttons.opened.get(topic), value)
    over = thread.topic
    free = buttons.fixes and buttons.provable and over not in buttons.under_way
    if free and over in buttons.topics:
        yield from proofs(report, over, f"{buttons.answer}.{buttons.topics.index(over)}")


def _needs(report: Report) -> str:
    """The topic of the path that is worst, "" where all is well."""
    down = [one for one in report.paths if one.topic and one.verdict is not Status.OK]
    worst = max(down, key=lambda one: one.verdict.rank, default=None)
    return (worst.topic or "") if worst else ""


def _under_way(report: Report, buttons: FixButtons | None) -> Change | None:
    return buttons.under_way.get(_needs(report)) if buttons else None


def _open_ticket(report: Report, buttons: FixButtons | None) -> OpenTicket | None:
    return buttons.opened.get(_needs(report)) if buttons else None


def _small(thread: Thread, alert: Alert, view: AlertView) -> Iterator[Json]:
    arn = parse_arn(thread.topic)
    link = Link(texts.CONSOLE, budget_url(alert.budget, arn.partition if arn else "aws"))
    yield mrkdwn(
        phrase(
            texts.SMALL,
            account=view.account,
            at=thread.opened,
            topic=topic_link(thread.topic),
            link=link if link.url else Code(alert.budget),
        )
    )
    yield mrkdwn(standing(thread))
    if thread.acknowledged_by:
        yield mrkdwn(phrase(texts.ACKNOWLEDGED_BY, who=Who(thread.acknowledged_by)))


def topic_link(topic: str) -> Link | Code:
    """The topic by its name, with its page in the AWS console."""
    arn = parse_arn(topic)
    return console_link(topic, clip(arn.resource if arn else topic, _LINE))


def standing(thread: Thread) -> Phrase:
    """How far it is proved that the next alert arrives."""
    at = thread.delivered_at or thread.opened
    return phrase(texts.STANDS[thread.stage], at=at)
