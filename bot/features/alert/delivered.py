"""What an arrival proves: threads that waited for it are closed, with the times
(docs/architecture.md, "Proof").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.alerts.alarms import Alarm
from bot.core.alerts.message import Alert
from bot.core.alerts.parse import parse
from bot.core.alerts.proof import Arrival, delivered, leads_over
from bot.core.jobs.proof_steps import Proved
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.period import period_start
from bot.core.texts import alert as texts
from bot.core.texts.duration import between
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.features.alert.lines import step_and_say, told
from bot.features.alert.view import alert_view
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import open_threads
from bot.slack.render.alert import AlertView


def prove(context: Context, new: Thread, view: AlertView, post: str = "") -> None:
    """Close what the arrival of `new` proves to be delivered.

    `post` is the thread under another app's post of this very alert: it waits for the next one.
    Messages come out of order: one that is late is closed by the later one that was here first.
    Raises StoreError.
    """
    known = context.store.threads.of_budget(new.account, new.budget)
    arrival, seen = _arrival(new), _seen(context, new)
    for waiting in known:
        own = waiting.id in {new.id, post}
        if not own and arrival and _closes(arrival, waiting, new.topic, view, seen):
            _close(context, waiting, arrival.at, view.facts)
    late = [one for one in _later(new, known) if _closes(one, new, new.topic, view, seen)]
    if late and new.channel and not post:
        _close(context, new, min(one.at for one in late), view.facts)


@handles(Proved)
def proved(context: Context, what: Proved) -> None:
    """The alert of a proof arrived: close the budget's threads that wait for one over that topic,
    if the budget's own alerts still go there by a path that is not broken.

    Raises StoreError.
    """
    at = datetime.fromisoformat(what.at)
    waiting = [
        one
        for one in context.store.threads.of_budget(what.account, what.budget)
        if one.is_open and one.ts and one.topic in {"", what.topic} and one.since < at
    ]
    if not waiting:
        return
    view = alert_view(context, what.account, what.budget)
    if leads_over(view.report.paths, what.topic):
        for one in waiting:
            _close(context, one, at, view.facts)


def accepted(context: Context, topic: str, at: datetime) -> None:
    """AWS Budgets' own "SNS Topic Verified!" came through: said in the topic's open threads, where
    a path that is not broken leads there. Else somebody else has written it.

    Raises StoreError.
    """
    for each in context.store.verdicts.on_topic(topic):
        threads = open_threads(context.store.threads, each.account, each.budget)
        waiting = [one for one in threads if one.topic in {"", topic} and one.since < at]
        view = alert_view(context, each.account, each.budget) if waiting else None
        if view and leads_over(view.report.paths, topic):
            for thread in waiting:
                _accept(context, thread, at)


def _accept(context: Context, thread: Thread, at: datetime) -> None:
    mark = f"{thread.id}.accepted.{at.timestamp():.0f}"
    step_and_say(
        context,
        thread,
        lambda one: one.stage in {Stage.ACCEPTED, Stage.DELIVERED},
        lambda one: told(context, one, mark, texts.ACCEPTED, (at,)),
        stage=Stage.ACCEPTED,
    )


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


def _close(context: Context, thread: Thread, at: datetime, facts: Facts) -> None:
    """Of two alerts that prove it at once, one gets to tell."""
    step_and_say(
        context,
        thread,
        lambda one: not one.is_open,
        lambda one: told(context, one, f"{one.id}.delivered", _delivered(one, at), (at, one.since)),
        facts,
        stage=Stage.DELIVERED,
        delivered_at=at,
    )


def _delivered(thread: Thread, at: datetime) -> str:
    """A template, with places for both times."""
    began = texts.CHANGED if thread.since == thread.changed_at else texts.BEGAN
    began = texts.BROKE if thread.since == thread.broke_at else began
    took = between(thread.since, at)
    return texts.DELIVERED.format(t0="{t0}", t1="{t1}", took=took, began=began)


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
