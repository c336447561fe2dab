"""The lines in an alert's thread, and the messages of a budget's topic that are no alert."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.alerts.foreign import ForeignMessages
from bot.core.alerts.message import Adjustment, Amount
from bot.core.alerts.message import Message as Received
from bot.core.texts import alert as texts
from bot.core.texts.visible import visible
from bot.core.texts.watch import ACKNOWLEDGED
from bot.core.thread import Thread
from bot.slack.render.alert import topic_link
from bot.slack.render.message import Message, message
from bot.slack.render.parts import (
    Json,
    clip,
    context,
    header,
    literal,
    pieces,
    plain,
    section,
)
from bot.slack.render.phrase import Link, Who, mrkdwn, phrase, rich, spoken

_SHOWN = 8
"""Digits of an id that people see; the log's search finds the rest by them."""
_WHOLE = 9_000
"""Of a message of others' text; a post holds 12,000 characters in all."""


@dataclass(frozen=True, slots=True)
class LineAbout:
    """The budget that a line does not name itself, "" for none; `several`: its thread is about
    others too.
    """

    budget: str = ""
    several: bool = False


_NOBODYS = LineAbout()


def line(  # noqa: PLR0913, PLR0917 (what, when, and who hears)
    id: str,
    says: str,
    link: str = "",
    hears: str = "",
    times: Sequence[datetime] = (),
    about: LineAbout = _NOBODYS,
) -> Message:
    """One event. `says` is anybody's text; with `times` it is a template of ours that has places
    for them, t0 and so on. The push text names the budget first, where the line does not.

    `link` is the address of the whole story in Slack, `hears` a user who is mentioned, for having
    acknowledged the alert.
    """
    about = _NOBODYS if about.budget in says else about
    places = {f"t{n}": at for n, at in enumerate(times)}
    filled = phrase(says, **places) if times else phrase("{says}", says=says)
    named = replace(filled, template=f"{{about}}: {filled.template}")
    named = replace(named, fields=(*filled.fields, ("about", about.budget)))
    shown = named if about.budget and about.several else filled
    blocks: list[Json] = [rich(shown) if times else section(plain(spoken(shown)))]
    if hears:
        blocks.append(rich(phrase(ACKNOWLEDGED, who=Who(hears))))
    if link:
        blocks.append(context(mrkdwn(phrase("{link}", link=Link("The whole story", link)))))
    return message(id, spoken(named if about.budget else filled), blocks)


def other_message(id: str, thread: Thread, account: str) -> Message:
    """A message of AWS Budgets that is not recognised, as text and whole, or cut and said so."""
    whole = visible(thread.text)
    shown = clip(whole, _WHOLE)
    blocks = [header(texts.UNKNOWN_MESSAGE), *(literal(piece) for piece in pieces(shown))]
    if shown != whole:
        blocks.append(section(plain(texts.CUT.format(id=thread.id[:_SHOWN]))))
    blocks.append(context(_small(thread, account)))
    return message(id, f"{texts.UNKNOWN_MESSAGE}: {thread.text}", blocks)


def adjustment_message(id: str, thread: Thread, found: Adjustment, account: str) -> Message:
    """An auto-adjusting budget got another limit: one line."""
    says = says_briefly(found)
    return message(id, says, [section(plain(says)), context(_small(thread, account))])


def says_briefly(found: Received) -> str:
    """What a message of a budget's topic that is no alert says, in a line."""
    if not isinstance(found, Adjustment):
        return found.text
    name = clip(found.budget, 100) or texts.NO_NAME
    return texts.ADJUSTED.format(
        name=name, previous=_amount(found.previous), current=_amount(found.current)
    )


def foreign_message(id: str, found: ForeignMessages, account: str) -> Message:
    """What came over a topic within an hour that nobody can vouch for, as one notice."""
    many = texts.FOREIGN_ONE if found.count == 1 else texts.FOREIGN
    topic = found.topic.rpartition(":")[2]
    says = many.format(count=found.count, topic=clip(topic, 300))
    lines = [f"• {clip(one, 700)}" for one in found.lines]
    left = found.count - len(found.lines)
    lines += [texts.FOREIGN_LEFT.format(count=left)] if left else []
    small = phrase(texts.FOREIGN_SMALL, account=account, since=found.since, last=found.last)
    blocks = [
        section(plain(says)),
        *(section(plain(piece)) for piece in lines),
        context(mrkdwn(small)),
    ]
    return message(id, says, blocks)


def _amount(amount: Amount | None) -> str:
    return clip(amount.text, 100) if amount else texts.NO_LIMIT


def _small(thread: Thread, account: str) -> Json:
    topic = topic_link(thread.topic)
    return mrkdwn(phrase(texts.ARRIVED, account=account, at=thread.opened, topic=topic))
