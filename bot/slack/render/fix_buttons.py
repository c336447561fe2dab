"""The row of buttons under one path: its fixes, best first, a change ticket, a menu of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.core.arns import is_topic_arn
from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.findings import FixOffer, Report, Status
from bot.core.reference import of_topic
from bot.core.texts import check as texts
from bot.core.texts.reason import short_name
from bot.slack.render.open_pull_request import (
    OpenPullRequest,
    SourceOffer,
    go_to_button,
    pull_request_button,
    stands_line,
)
from bot.slack.render.open_ticket import OpenTicket, another_ticket, open_line, ticket_button
from bot.slack.render.parts import (
    MOST_OPTIONS,
    Json,
    button,
    with_overflow,
)
from bot.slack.render.phrase import phrase, rich
from bot.slack.render.plan import heading
from bot.slack.values import pack

MOST_FIXES = 5


@dataclass(frozen=True, slots=True)
class FixButtons:
    """What an answer's buttons need: the answer's id, and its topics in the order of their rows.

    `under_way` holds the changes that are going on, by topic: while there is one its row has no
    fix button. `tickets` says whether a ticket system is set up, `fixes` whether anybody may mend,
    `opened` are the tickets that are open about what is wrong, by topic. `provable`: a real alert
    can prove a path, where budget-check hears of it. `sources` are the pull requests that could be
    opened, by topic, and `proposed` those that are looked at.
    """

    answer: str
    topics: tuple[str, ...]
    under_way: Mapping[str, Change] = field(default_factory=dict)
    fixes: bool = True
    tickets: bool = False
    opened: Mapping[str, OpenTicket] = field(default_factory=dict)
    provable: bool = False
    sources: Mapping[str, SourceOffer] = field(default_factory=dict)
    proposed: Mapping[str, OpenPullRequest] = field(default_factory=dict)


def topics_of(report: Report) -> tuple[str, ...]:
    """The topics of a report, each once."""
    return tuple(dict.fromkeys(path.topic for path in report.paths if path.topic))


@dataclass(frozen=True, slots=True)
class Offers:
    """What a topic's row offers: the `fixes`, best first, and the `extras`, which repair nothing.

    `well`: nothing needs mending. `proven`: an alert that is due would come, and be heard.
    """

    fixes: Sequence[FixOffer]
    extras: Sequence[FixOffer] = ()
    well: bool = False
    proven: bool = False


def topic_row(
    buttons: FixButtons, report: Report, topic: str, folded: Sequence[Json] = ()
) -> Iterator[Json]:
    """The blocks under the path of `topic`: what mends it, a ticket, and a menu of all else.

    `folded` begins the menu. Where nothing needs mending there is only what is of use.
    """
    paths = [path for path in report.paths if path.topic == topic]
    all_in_one = report.together_on(topic)
    offers = Offers(
        fixes=[*([all_in_one] if all_in_one else []), *report.fixes_on(topic)],
        extras=list(_offered(report, topic)),
        well={path.verdict for path in paths} <= {Status.OK},
        proven=any(proofs(report, topic, "")),
    )
    yield from row_of(buttons, offers, topic, folded, who_else(report, topic))


def row_of(
    buttons: FixButtons,
    offers: Offers,
    topic: str,
    folded: Sequence[Json] = (),
    last: Sequence[Json] = (),
) -> Iterator[Json]:
    """The same for what is offered there; `last` ends the menu, or stands beside a full one."""
    change = buttons.under_way.get(topic)
    if change:
        stands = STANDS[change.state]
        yield rich(phrase(texts.UNDER_WAY, title=heading(change.plan), stands=stands))
    ticket = None if offers.well else buttons.opened.get(topic)
    if ticket:
        yield rich(open_line(ticket))
    proposed = None if offers.well else buttons.proposed.get(topic)
    if proposed:
        yield rich(stands_line(proposed))
    if topic not in buttons.topics:
        return
    value = f"{buttons.answer}.{buttons.topics.index(topic)}"
    may_mend = buttons.fixes and not change
    fixes = list(_fixes(offers.fixes, value)) if may_mend and not offers.well else []
    shown = [] if offers.well else with_pull_request(fixes, buttons, topic, value)
    more = [*folded, *(_extras(offers.extras, value) if may_mend else ())]
    if may_mend and buttons.provable and offers.proven:
        more.append(button(texts.PROVE, "proof.answer", value))
    if buttons.tickets and not offers.well:
        shown.append(ticket_button(ticket, value))
        more += islice(another_ticket(ticket, value), max(MOST_OPTIONS - len(more), 0))
    more += last
    if not shown and more:
        shown, more = more[:1], more[1:]
    if shown:
        yield with_overflow(shown, more)


def with_pull_request(fixes: list[Json], buttons: FixButtons, topic: str, value: str) -> list[Json]:
    """The fixes with a pull request beside them: first, and alone in green, where a tool keeps the
    policy, whose next deployment would undo the others.
    """
    proposed, source = buttons.proposed.get(topic), buttons.sources.get(topic)
    if proposed:
        there = go_to_button(proposed)
        return [*fixes, *([there] if there else [])]
    if source is None or topic in buttons.under_way:
        return fixes
    if fixes and not source.tool:
        return [*fixes, pull_request_button(value)]
    plain = ({name: part for name, part in one.items() if name != "style"} for one in fixes)
    return [pull_request_button(value, "primary"), *plain]


def who_else(report: Report, topic: str) -> list[Json]:
    """The button for the topic's other senders, where it is one that can be looked up."""
    if not is_topic_arn(topic) or not report.account:
        return []
    value = pack(account=report.account, budget=of_topic(topic))
    return [button(texts.SENDERS, "check.senders", value)]


def _fixes(offers: Sequence[FixOffer], value: str) -> Iterator[Json]:
    """The first, which is the best, stands out."""
    for n, offer in enumerate(offers[:MOST_FIXES]):
        yield button(offer.label, f"fix.{offer.id}", value, "" if n else "primary")


def _extras(offers: Iterable[FixOffer], value: str) -> Iterator[Json]:
    """They come last."""
    for offer in offers:
        yield button(offer.label, f"fix.{offer.id}", value)


def proofs(report: Report, topic: str, value: str) -> Iterator[Json]:
    """Where an alert that is due would come, as far as could be read, and be heard."""
    paths = [path for path in report.paths if path.topic == topic]
    arrives = {path.verdict for path in paths} <= {Status.OK, Status.AT_RISK}
    if arrives and all(path.provable for path in paths):
        yield button(texts.PROVE, "proof.answer", value)


def _offered(report: Report, topic: str) -> Iterator[FixOffer]:
    """What repairs nothing is offered where every path to the topic allows it."""
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
