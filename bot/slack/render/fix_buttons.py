"""The row of buttons under one path of an answer: its fixes, best first, and a change ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.findings import Report, Status
from bot.slack.render.parts import Json, actions, button, context, ours, plain

MOST_FIXES = 5


@dataclass(frozen=True, slots=True)
class FixButtons:
    """What an answer's buttons need: the answer's id, and its topics in the order of their rows.

    `under_way` holds the changes that are going on, by topic: while there is one its row has no
    fix button. `tickets` says whether a ticket system is set up, `fixes` whether anybody may mend.
    """

    answer: str
    topics: tuple[str, ...]
    under_way: Mapping[str, Change] = field(default_factory=dict)
    fixes: bool = True
    tickets: bool = False


def topics_of(report: Report) -> tuple[str, ...]:
    """The topics of a report, each once."""
    return tuple(dict.fromkeys(path.topic for path in report.paths if path.topic))


def fix_row(buttons: FixButtons, report: Report, topic: str) -> Iterator[Json]:
    """The blocks under the path of `topic`; where nothing needs mending only what is of use."""
    well = {path.verdict for path in report.paths if path.topic == topic} <= {Status.OK}
    change = buttons.under_way.get(topic)
    if change:
        yield context(plain(f"{change.plan.title}: {STANDS[change.state]}."), _asker(change))
    if topic not in buttons.topics:
        return
    value = f"{buttons.answer}.{buttons.topics.index(topic)}"
    may_mend = buttons.fixes and not change
    found = list(_fixes(report, topic, value)) if may_mend and not well else []
    if buttons.tickets and not well:
        found.append(button("Open a change ticket", "ticket.open", value))
    if may_mend:
        found.extend(_extras(report, topic, value))
    if found:
        yield actions(*found)


def _asker(change: Change) -> Json:
    return ours(f"asked for by <@{change.requester}>, see the thread")


def _fixes(report: Report, topic: str, value: str) -> Iterator[Json]:
    """The first, which is the best, stands out."""
    paths = [path for path in report.paths if path.topic == topic]
    wanted = {fix for path in paths for finding in path.findings for fix in finding.fixes}
    offers = [offer for offer in report.fixes if offer.id in wanted][:MOST_FIXES]
    for n, offer in enumerate(offers):
        yield button(offer.title, f"fix.{offer.id}", value, "" if n else "primary")


def _extras(report: Report, topic: str, value: str) -> Iterator[Json]:
    """What repairs nothing comes last, and is offered where every path to the topic allows it."""
    each = [path.extras for path in report.paths if path.topic == topic]
    for offer in each[0] if each else ():
        if all(offer in extras for extras in each):
            yield button(offer.title, f"fix.{offer.id}", value)
