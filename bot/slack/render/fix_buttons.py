"""The row of buttons under one path: its fixes, best first, a change ticket, a menu of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.findings import FixOffer, Report, Status
from bot.core.texts import check as texts
from bot.core.texts.reason import short_name
from bot.slack.render.parts import (
    MOST_OPTIONS,
    Json,
    button,
    is_address,
    link_button,
    with_overflow,
)
from bot.slack.render.phrase import Link, Phrase, phrase, rich
from bot.slack.render.plan import heading

MOST_FIXES = 5


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that nobody has closed; `opener` is a name, "" where it is not known."""

    ticket: str
    url: str
    at: datetime
    opener: str = ""


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
        yield rich(_is_open(ticket))
    if topic not in buttons.topics:
        return
    value = f"{buttons.answer}.{buttons.topics.index(topic)}"
    may_mend = buttons.fixes and not change
    shown = list(_fixes(report, topic, value)) if may_mend and not well else []
    more = [*folded, *(_extras(report, topic, value) if may_mend else ())]
    more += _proofs(report, topic, value) if may_mend and buttons.provable else ()
    if buttons.tickets and not well:
        shown += _tickets(ticket, value)
        more += _another(ticket, value)[: MOST_OPTIONS - len(more)]
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


def _is_open(ticket: OpenTicket) -> Phrase:
    said = texts.TICKET_IS_OPEN_BY if ticket.opener else texts.TICKET_IS_OPEN
    named = Link(ticket.ticket, ticket.url) if is_address(ticket.url) else ticket.ticket
    return phrase(said, ticket=named, who=ticket.opener, at=ticket.at)


def _tickets(ticket: OpenTicket | None, value: str) -> list[Json]:
    """The button that opens one; where one is open the way there."""
    if ticket is None or not is_address(ticket.url):
        return [button(texts.TICKET, "ticket.open", value)]
    return [link_button(texts.GO_TO_TICKET.format(ticket=ticket.ticket), ticket.url)]


def _another(ticket: OpenTicket | None, value: str) -> list[Json]:
    """One that is done and only not closed keeps nobody from the next."""
    linked = ticket is not None and is_address(ticket.url)
    return [button(texts.ANOTHER_TICKET, "ticket.open", value)] if linked else []


def _extras(report: Report, topic: str, value: str) -> Iterator[Json]:
    """What repairs nothing comes last, and is offered where every path to the topic allows it."""
    for offer in _offered(report, topic):
        yield button(offer.label, f"fix.{offer.id}", value)


def _proofs(report: Report, topic: str, value: str) -> Iterator[Json]:
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
