"""The buttons of an answer: what may be offered, and the record that they point to."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.findings import Report
from bot.core.pull_requests.run import PullRequestRun
from bot.core.tickets import cause_id, fault_id, on_topic
from bot.core.topic_report import AnyReport, TopicReport
from bot.errors import StoreError
from bot.jobs.account import may_be_mended
from bot.jobs.context import Context
from bot.jobs.provable import is_provable
from bot.jobs.sources import offers_for
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.open_pull_request import OpenPullRequest, SourceOffer, shown
from bot.slack.render.open_ticket import OpenTicket
from bot.store.answers import Answer
from bot.store.opened import Opened

BUTTONS_FOR = timedelta(hours=24)
"""After that an answer's buttons are too old: they point to what was true long ago."""

_Known = TypeVar("_Known")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AnswerButtons:
    """What is drawn, and what is kept for it."""

    buttons: FixButtons
    answer: Answer


@dataclass(frozen=True, slots=True)
class MessageRef:
    """The message that an answer is drawn for; `ts` is "" before it is posted. `mended_by` is the
    change that it names.
    """

    channel: str
    asked_by: str
    ts: str = ""
    mended_by: str = ""


def record_of(context: Context, report: AnyReport, id: str, ref: MessageRef) -> Answer:
    """The record of an answer; its topics are those that may have a row of buttons."""
    settings, now = context.settings, context.clock()
    offered = bool(settings.menders or context.ticket_systems or context.sources)
    return Answer(
        id,
        report.account,
        report.reference,
        ref.channel,
        ref.ts,
        ref.asked_by,
        topics_in(report) if offered else (),
        now,
        now + BUTTONS_FOR,
        ref.mended_by,
    )


def buttons_of(context: Context, answer: Answer, report: AnyReport) -> FixButtons | None:
    """Its buttons as they are right now; None where none may be shown. Raises StoreError."""
    if not answer.topics:
        return None
    under_way = {change.plan.topic: change for change in going_on(context.open_changes())}
    fixes = bool(context.settings.menders) and may_be_mended(context, answer.account)
    tickets = bool(context.ticket_systems)
    opened = open_tickets(context, report, answer.topics)
    provable = is_provable(context.settings, answer.budget)
    sources, proposed = pull_requests(context, report, answer.topics)
    parts = (answer.id, answer.topics, under_way, fixes, tickets, opened, provable)
    return FixButtons(*parts, sources, proposed)


def pull_requests(
    context: Context, report: AnyReport, topics: Sequence[str]
) -> tuple[Mapping[str, SourceOffer], Mapping[str, OpenPullRequest]]:
    """By topic what a pull request would be, and the one that mends what is wrong there, which is
    looked at still. Raises StoreError.
    """
    worst = report.worst if isinstance(report, TopicReport) else report
    if context.sources is None or worst is None:
        return {}, {}
    known: dict[str, PullRequestRun] = {}
    for run in context.open_pull_requests():
        known.update({run.fault: run, run.cause_id: run})
    of = {topic: _about(known, on_topic(worst, topic), topic) for topic in topics}
    proposed = {topic: shown(run) for topic, run in of.items() if run}
    return offers_for(context, worst, [t for t in topics if t not in proposed]), proposed


def open_tickets(
    context: Context, report: AnyReport, topics: Iterable[str]
) -> Mapping[str, OpenTicket]:
    """By topic the ticket that is open about what is wrong there now, the oldest of several: its
    own, else that of another budget of the topic with the same cause. Raises StoreError.
    """
    known: dict[str, Opened] = {}
    for one in context.open_tickets():
        known.setdefault(one.dedup, one)
        known.setdefault(one.cause_id, one)
    if not known:
        return {}
    worst = report.worst if isinstance(report, TopicReport) else report
    if worst is None:
        return {}
    of = ((topic, _about(known, on_topic(worst, topic), topic)) for topic in topics)
    return {topic: _shown(context, one) for topic, one in of if one}


def _shown(context: Context, one: Opened) -> OpenTicket:
    """With its system's title, where there are several to tell apart."""
    systems = context.ticket_systems
    known = systems.get(one.system) if len(systems) > 1 else None
    title = known.kind.title if known else ""
    return OpenTicket(one.ticket, one.url, one.at, one.opener, title)


def _about(known: Mapping[str, _Known], report: Report, topic: str) -> _Known | None:
    return known.get(fault_id(report, topic)) or known.get(cause_id(report, topic))


def fix_buttons(
    context: Context, report: AnyReport, id: str, ref: MessageRef
) -> AnswerButtons | None:
    """The buttons for this report, kept under `id`; None where none may be shown.

    A store that does not answer shows none: a button that nobody knows would be a false promise.
    """
    if context.tables is None:
        return None
    answer = record_of(context, report, id, ref)
    try:
        buttons = buttons_of(context, answer, report)
        if buttons is None:
            return None
        context.store.answers.put(answer)
    except StoreError as error:
        _log.error("Job %s: an answer without buttons: %s", context.job.id, error)
        return None
    return AnswerButtons(buttons, answer)


def keep_buttons(context: Context, made: AnswerButtons | None, ts: str) -> None:
    """Remember where the answer stands, so that it can be kept current."""
    if made and context.tables:
        try:
            context.store.answers.put(replace(made.answer, ts=ts))
        except StoreError as error:
            _log.error("Job %s: the answer cannot be kept current: %s", context.job.id, error)


def topics_in(report: AnyReport) -> tuple[str, ...]:
    """The topics that it is about, each once."""
    return (report.topic,) if isinstance(report, TopicReport) else topics_of(report)


def going_on(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Those that somebody has asked for: a preview that is only looked at is none."""
    return tuple(c for c in changes if c.state is not State.PREVIEWED)
