"""What an arrival proves: threads that waited for it are closed, with the times
(docs/architecture.md, "Proof").
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from bot.core.alerts.alarms import Alarm
from bot.core.alerts.message import Alert
from bot.core.alerts.parse import parse
from bot.core.alerts.proof import Arrival, delivered, leads_over
from bot.core.jobs.proofs import Proved
from bot.core.model import Budget
from bot.core.period import period_start
from bot.core.texts.duration import between
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.features.alert.first_post import due, redraw
from bot.features.alert.view import alert_view, renderer
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import open_threads, post_in_thread
from bot.slack.render.alert import AlertView
from bot.slack.render.thread import line

_BEGAN = "this thread began"
_log = logging.getLogger(__name__)


def prove(context: Context, new: Thread, view: AlertView, duplicate: str = "") -> None:
    """Close what the arrival of `new` proves to be delivered.

    `duplicate` is the thread under another app's post of this very alert: it waits for the next
    one. Messages come out of order: one that is late is closed by the later one that was here
    first. Raises SlackError where the job has to be tried again, StoreError.
    """
    known = context.store.threads.of_budget(new.account, new.budget)
    arrival, seen = _arrival(new), _seen(context, new)
    for waiting in known:
        if waiting.id in {new.id, duplicate} or arrival is None:
            continue
        if _closes(arrival, waiting, new.topic, view, seen):
            _close(context, waiting, arrival.at, view)
        elif _again(context) and waiting.delivered_at == arrival.at:
            _tell(context, waiting, view)  # an attempt broke off between closing and telling
    late = [one for one in _later(new, known) if _closes(one, new, new.topic, view, seen)]
    if late and new.ts:
        _close(context, new, min(one.at for one in late), view)


@handles(Proved)
def proved(context: Context, what: Proved) -> None:
    """The alert of a proof arrived: close the budget's threads that wait for one over that topic,
    if the budget's own alerts still go there by a path that is not broken.

    Raises SlackError where the job has to be tried again, StoreError.
    """
    at = datetime.fromisoformat(what.at)
    known = context.store.threads.of_budget(what.account, what.budget)
    if not known:
        return
    view = alert_view(context, what.account, what.budget)
    if not leads_over(view.report.paths, what.topic):
        return
    for waiting in known:
        fits = waiting.topic in {"", what.topic} and waiting.since < at
        if fits and waiting.is_open and waiting.ts:
            _close(context, waiting, at, view)
        elif fits and _again(context) and waiting.delivered_at == at:
            _tell(context, waiting, view)


def accepted(context: Context, topic: str, at: datetime) -> None:
    """AWS Budgets' own "SNS Topic Verified!" came through: said in the topic's open threads.

    Raises SlackError where the job has to be tried again, StoreError.
    """
    dependents = context.store.verdicts.on_topic(topic)
    found = [open_threads(context.store.threads, each.account, each.budget) for each in dependents]
    threads = [thread for some in found for thread in some]
    for thread in threads:
        if thread.topic not in {"", topic} or thread.since >= at:
            continue
        if thread.stage is Stage.ACCEPTED and not _again(context):
            continue
        kept = context.store.threads.step(
            thread, due(context.settings, thread), stage=Stage.ACCEPTED
        )
        if kept is None:
            continue
        says = (
            '✅ Accepted: AWS Budgets\' message "SNS Topic Verified!" came through at '
            f"{_clock(at)}. An alert has not arrived yet."
        )
        _said(context, kept, says, f"{thread.id}.accepted.{at.timestamp():.0f}")
        view = alert_view(context, thread.account, thread.budget)
        redraw(context, kept, renderer(context, view, f"{context.job.id}.{kept.version}"))
    if not threads:
        _log.info("%s is verified by AWS Budgets; no thread waits for that", topic)


def _seen(context: Context, new: Thread) -> tuple[Alarm, ...]:
    """Since when the budget's notifications have been seen in ALARM."""
    kept = context.store.verdicts.get(new.account, new.budget)
    return kept.alarmed or () if kept else ()


def _closes(
    arrival: Arrival, waiting: Thread, topic: str, view: AlertView, seen: tuple[Alarm, ...]
) -> bool:
    if not waiting.is_open or waiting.topic not in {"", topic}:
        return False
    budget = view.facts.budget
    period = period_start(budget, arrival.at) if isinstance(budget, Budget) else None
    return delivered(arrival, waiting.since, view.report.paths, seen, period)


def _close(context: Context, thread: Thread, at: datetime, view: AlertView) -> None:
    """Closed first: of two alerts that prove it at once, one gets to tell."""
    kept = context.store.threads.step(thread, stage=Stage.DELIVERED, delivered_at=at)
    if kept:
        _tell(context, kept, view)


def _tell(context: Context, thread: Thread, view: AlertView) -> None:
    at = thread.delivered_at
    if at is None or not thread.ts:
        return
    began = "the change was applied" if thread.since == thread.changed_at else _BEGAN
    began = "it was found broken again" if thread.since == thread.broke_at else began
    says = (
        f"✅ Delivered: an alert arrived at budget-check's subscription at {_clock(at)}, "
        f"{between(thread.since, at)} after {began} at {_clock(thread.since)}. Whether it reached "
        "the other endpoints, SNS does not say."
    )
    _said(context, thread, says, f"{thread.id}.delivered")
    redraw(context, thread, renderer(context, view, f"{context.job.id}.{thread.id}"))


def _said(context: Context, thread: Thread, says: str, mark: str) -> None:
    post_in_thread(
        context.slack, thread, line(mark, thread.named(says)), mark, unsure=_again(context)
    )


def _again(context: Context) -> bool:
    return context.job.unsure or context.job.attempt > 0


def _arrival(thread: Thread) -> Arrival | None:
    found = parse(None, thread.text)
    return Arrival(found, thread.opened, thread.topic) if isinstance(found, Alert) else None


def _later(new: Thread, known: tuple[Thread, ...]) -> Iterator[Arrival]:
    """The alerts that came over the same topic after this one."""
    for one in known:
        if one.origin is ThreadOrigin.ALERT and one.topic == new.topic and one.opened > new.opened:
            arrival = _arrival(one)
            if arrival:
                yield arrival


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
