"""The row of buttons under one path: its fixes, best first, a change ticket, a menu of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.findings import FixOffer, Report, Status
from bot.core.texts import check as texts
from bot.core.texts.reason import short_name
from bot.slack.render.open_ticket import OpenTicket, another_ticket, open_line, ticket_button
from bot.slack.render.parts import (
    MOST_OPTIONS,
    Json,
    button,
    with_overflow,
)
from bot.slack.render.phrase import phrase, rich
from bot.slack.render.plan import heading

MOST_FIXES = 5


@dataclass(frozen=True, slots=True)
class FixButtons:
    """What an answer's buttons need: the answer's id, and its topics in the order of their rows.

    `under_way` holds the changes that are going on, by topic: while there is one its row has no
    fix button. `tickets` says whether a ticket system is set up, `fixes` whether anybody may mend,
    `opened` are the tickets that are open about what is wrong, by topic. `provable`: a real alert
    can prove a path, for where budget-check is subscribed it hears of it.
    """

    answer: str
    topics: tuple[str, ...]
    under_way: Mapping[str, Change] = field(default_factory=dict)
    fixes: bool = True
    tickets: bool = False
    opened: Mapping[str, OpenTicket] = field(default_factory=dict)
    provable: bool = False


def topics_of(report: Report) -> tuple[str, ...]:
    """The topics of a report, each once."""
    return tuple(dict.fromkeys(path.topic for path in report.paths if path.topic))


def topic_row(
    buttons: FixButtons, report: Report, topic: str, folded: Sequence[Json] = ()
) -> Iterator[Json]:
    """The blocks under the path of `topic`: what mends it, a ticket, and a menu of all else.

    `folded` begins the menu. Where nothing needs mending there is only what is of use.
    """
    well = {path.verdict for path in report.paths if path.topic == topic} <= {Status.OK}
    change = buttons.under_way.get(topic)
    if change:
        stands = STANDS[change.state]
        yield rich(phrase(texts.UNDER_WAY, title=heading(change.plan), stands=stands))
    ticket = None if well else buttons.opened.get(topic)
    if ticket:
        yield rich(open_line(ticket))
    if topic not in buttons.topics:
        return
    value = f"{buttons.answer}.{buttons.topics.index(topic)}"
    may_mend = buttons.fixes and not change
    shown = list(_fixes(report, topic, value)) if may_mend and not well else []
    more = [*folded, *(_extras(report, topic, value) if may_mend else ())]
    more += proofs(report, topic, value) if may_mend and buttons.provable else ()
    if buttons.tickets and not well:
        shown.append(ticket_button(ticket, value))
        more += islice(another_ticket(ticket, value), max(MOST_OPTIONS - len(more), 0))
    if not shown and more:
        shown, more = more[:1], more[1:]
    if shown:
        yield with_overflow(shown, more)


def _fixes(report: Report, topic: str, value: str) -> Iterator[Json]:
    """The first, which is the best, stands out: what mends all of several faults, else one."""
    all_in_one = report.together_on(topic)
    offers = [*([all_in_one] if all_in_one else []), *report.fixes_on(topic)][:MOST_FIXES]
    for n, offer in enumerate(offers):
        yield button(offer.label, f"fix.{offer.id}", value, "" if n else "primary")


def _extras(report: Report, topic: str, value: str) -> Iterator[Json]:
    """What repairs nothing comes last, and is offered where every path to the topic allows it."""
    for offer in _offered(report, topic):
        yield button(offer.label, f"fix.{offer.id}", value)


def proofs(report: Report, topic: str, value: str) -> Iterator[Json]:
    """Where an alert that is due would come, as far as could be read, and be heard."""
    paths = [path for path in report.paths if path.topic == topic]
    arrives = {path.verdict for path in paths} <= {Status.OK, Status.AT_RISK}
    if arrives and all(path.subscribed for path in paths):
        yield button(texts.PROVE, "proof.answer", value)


def _offered(report: Report, topic: str) -> Iterator[FixOffer]:
    each = [path.extras for path in report.paths if path.topic == topic]
    return (offer for offer in (each[0] if each else ()) if all(offer in one for one in each))


def subscribing(buttons: FixButtons, report: Report, topics: Sequence[str]) -> Iterator[Json]:
    """What is of use to sound topics that have no row of their own, each by its name."""
    for topic in topics:
        if not buttons.fixes or topic in buttons.under_way or topic not in buttons.topics:
            continue
        value = f"{buttons.answer}.{buttons.topics.index(topic)}"
        for offer in _offered(report, topic):
            words = texts.EXTRA_OF.format(act=offer.label, topic=short_name(topic))
            yield button(words, f"fix.{offer.id}", value)
