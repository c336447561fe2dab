"""The digest: how the budgets stand, what the week did, what does not alert, and the spend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.core.alerts.spend_texts import percent, share, value_of, written
from bot.core.findings import Status
from bot.core.model.budget import Money
from bot.core.senders import BUDGETS
from bot.core.stake import Stake
from bot.core.texts import digest as texts
from bot.core.texts.home import affected, headline, others
from bot.core.texts.stake import at_stake
from bot.core.texts.summary import summary
from bot.core.texts.verdict import verdict_title
from bot.core.texts.words import some
from bot.slack.render.chart import Bar, bar_chart
from bot.slack.render.links import cause_link
from bot.slack.render.message import Message, message
from bot.slack.render.parts import (
    actions,
    button,
    clip,
    context,
    header,
    link_button,
    plain,
    section,
)
from bot.slack.render.phrase import Phrase, bullets, mrkdwn, numbered_list, phrase, rich
from bot.slack.render.rich import Part
from bot.slack.render.routes import routed
from bot.slack.values import pack

MOST_CAUSES = 5
_NAMES = 8
"""Budgets that a line names."""
_OF_CAUSE = 3
_SNOOZED = 5
_NAME = 60
"""Characters of a name among several, which stands whole in the list of budgets."""


@dataclass(frozen=True, slots=True)
class BrokenCause:
    """One cause. `names` are its budgets, the dearest first; `since` when the first was seen so."""

    verdict: Status
    code: str
    resource: str
    names: Sequence[str]
    stake: Stake
    since: datetime | None


@dataclass(frozen=True, slots=True)
class SnoozedUntil:
    """A snooze that runs, asked for at the budget `name`; `whole`: for all that share its cause."""

    name: str
    until: datetime
    whole: bool


@dataclass(frozen=True, slots=True)
class Spent:
    """What a budget has spent."""

    name: str
    actual: Money
    limit: Money | None


@dataclass(frozen=True, slots=True)
class DigestView:
    """The week from `since` to `at`, of what is known now. The lists are the dearest first.

    `more` causes have no line of their own; `unit` is the currency of `spent`; `note` says what
    could not be looked at. `belongs` is the channel that did not take it, for `refusal`. `home` is
    the address of the App Home, "" where it is not known.
    """

    since: datetime
    at: datetime
    tally: Mapping[Status, int]
    broke: Sequence[str] = ()
    mended: Sequence[str] = ()
    causes: Sequence[BrokenCause] = ()
    more: int = 0
    snoozed: Sequence[SnoozedUntil] = ()
    unit: str = ""
    spent: Sequence[Spent] = ()
    note: str = ""
    belongs: str = ""
    refusal: str = ""
    home: str = ""


def digest_message(id: str, view: DigestView) -> Message:
    """The post."""
    return message(id, texts.push(view.tally, len(view.mended)), list(_parts(view)))


def _parts(view: DigestView) -> Iterator[Part]:
    known = sum(view.tally.values()) > 0
    yield header(headline(view.tally) if known else texts.NO_BUDGET)
    yield context(mrkdwn(phrase("{others}" + texts.WEEK, others=others(view.tally), **_of(view))))
    yield rich(*_week(view))
    yield from _still(view)
    yield from _snoozed(view)
    if view.spent:
        yield bar_chart(texts.CHART, view.unit, [_bar(one) for one in view.spent])
    if view.note:
        yield section(plain(view.note))
    yield from routed((), view.belongs, view.refusal)
    if known:
        home = [link_button(texts.HOME, view.home, "home")] if view.home else []
        yield actions(*home, button(texts.BUTTON, "home.budgets", pack(sort="worst")))


def _of(view: DigestView) -> Mapping[str, datetime]:
    return {"since": view.since, "at": view.at}


def _week(view: DigestView) -> Iterator[Phrase]:
    if not view.broke and not view.mended:
        yield phrase(texts.QUIET)
    if view.broke:
        yield phrase(texts.BROKE, names=_named(view.broke, _NAMES))
    if view.mended:
        yield phrase(texts.MENDED, names=_named(view.mended, _NAMES))


def _named(names: Sequence[str], most: int) -> str:
    return some([clip(one, _NAME) for one in names], most)


def _still(view: DigestView) -> Iterator[Part]:
    if not view.causes:
        return
    yield rich(phrase(texts.STILL))
    yield numbered_list([_cause(one) for one in view.causes])
    if view.more > 0:
        more = texts.ONE_MORE if view.more == 1 else texts.MORE.format(count=view.more)
        yield context(plain(more))


def _cause(one: BrokenCause) -> Phrase:
    """As "9 budgets do not alert: why", then which, then where, how much money and since when."""
    count, why = len(one.names), summary(one.code, BUDGETS)
    whom = affected(one.verdict, count) if count > 1 else verdict_title(one.names[0], one.verdict)
    names = texts.NAMES.format(names=_named(one.names, _OF_CAUSE)) if count > 1 else ""
    link, money = cause_link(one.resource) or "", at_stake(one.stake)
    comma = texts.BETWEEN if link and money else ""
    template = texts.CAUSE + (
        (texts.SINCE if link or money else texts.SINCE_ALONE) if one.since else ""
    )
    since = {"at": one.since} if one.since else {}
    return phrase(
        template, affected=whom, why=why, names=names, link=link, comma=comma, money=money, **since
    )


def _snoozed(view: DigestView) -> Iterator[Part]:
    if not view.snoozed:
        return
    yield rich(phrase(texts.SNOOZED))
    lines = [
        phrase(texts.UNTIL_ALL if one.whole else texts.UNTIL, name=one.name, until=one.until)
        for one in view.snoozed[:_SNOOZED]
    ]
    more = len(view.snoozed) - _SNOOZED
    lines += [phrase(texts.MORE_SNOOZED, count=more)] if more > 0 else []
    yield bullets(lines)


def _bar(one: Spent) -> Bar:
    ratio, text = share(one.actual, one.limit), written(one.actual)
    if one.limit and ratio is not None:
        text = texts.OF.format(spent=text, limit=written(one.limit), part=percent(ratio))
    return Bar(one.name, value_of(one.actual) or Decimal(0), text)
