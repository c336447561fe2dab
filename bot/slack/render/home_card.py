"""A budget with a place of its own in the App Home: one that was looked for, or just checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.alerts.spend_texts import bar_line, value_of, written
from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.senders import BUDGETS
from bot.core.texts import home as texts
from bot.core.texts.summary import summary
from bot.core.texts.verdict import verdict_title
from bot.slack.render.home_cause import (
    Mend,
    Snoozed,
    mend_button,
    snooze_line,
    under_way,
    wake_button,
)
from bot.slack.render.parts import Json, actions, button
from bot.slack.render.phrase import Phrase, phrase, rich
from bot.slack.render.snooze import snooze_button
from bot.slack.render.texts import mark
from bot.slack.values import pack


@dataclass(frozen=True, slots=True)
class Card:
    """One budget and what its last check said; `verdict` is None where it is gone. `code` is the
    leading finding's, "" for none. `checking`: it is being checked now.
    """

    account: str
    called: str
    name: str
    verdict: Status | None
    code: str = ""
    at: datetime | None = None
    spend: Spend | None = None
    mend: Mend = field(default_factory=Mend)
    snoozed: Snoozed | None = None
    checking: bool = False


def card(one: Card, at: int) -> Iterator[Json]:
    """Its blocks; `at` is the row that it stands under."""
    if one.checking:
        yield rich(phrase(texts.CHECKING, budget=one.name))
        return
    if one.verdict is None or one.at is None:
        yield rich(phrase(texts.GONE, budget=one.name))
        return
    yield rich(*_lines(one, one.verdict, one.at))
    yield actions(*_buttons(one, at))


def spent(spend: Spend) -> str:
    """The bar and the amounts; what AWS did not say is left out."""
    actual, limit, forecast = map(_amount, (spend.actual, spend.limit, spend.forecast))
    words = [
        f"spent {actual}" if actual else "",
        f"limit {limit}" if limit else "",
        f"forecast {forecast}" if forecast else "",
    ]
    parts = [bar_line(spend.actual, spend.limit), ", ".join(word for word in words if word)]
    return "  ".join(part for part in parts if part)


def _lines(one: Card, verdict: Status, at: datetime) -> Iterator[Phrase]:
    title, sign = verdict_title(one.name, verdict), mark(verdict)
    if one.code:
        why = summary(one.code, BUDGETS)
        yield phrase(texts.ONE_HEAD, mark=sign, title=title, why=why)
    else:
        yield phrase("{mark} *{title}*", mark=sign, title=title)
    money = spent(one.spend) if one.spend else ""
    if money:
        yield phrase("{money}", money=money)
    yield phrase(texts.ACCOUNT, account=one.called, at=at)
    yield from under_way(one.mend)
    yield from snooze_line(one.snoozed)


def _buttons(one: Card, at: int) -> Iterator[Json]:
    value = pack(account=one.account, budget=one.name)
    yield from mend_button(one.mend)
    yield button("Check", "home.check", pack(account=one.account, budget=one.name, at=at))
    if one.snoozed:
        yield wake_button(one.snoozed)
    elif one.verdict is not Status.OK:
        yield snooze_button(one.account, one.name)
    yield button("Details", "check.details", value)


def _amount(money: Money | None) -> str:
    return written(money) if money and value_of(money) is not None else ""
