"""A post of the watch once its budgets alert again: since when, who did it, and what was lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.reference import called, reference_of
from bot.core.texts import watch as texts
from bot.core.texts.duration import took
from bot.core.texts.words import some
from bot.slack.render.parts import Json, actions, button, header
from bot.slack.render.phrase import Phrase, phrase, rich
from bot.slack.render.proof import proof_button
from bot.slack.render.routes import routed
from bot.slack.render.watch_acts import mended_by, one_of
from bot.slack.render.watch_budgets import show_button
from bot.slack.render.watch_title import title
from bot.slack.render.watch_view import WatchView, dearest

_LOST = 5


def mended_blocks(view: WatchView) -> Iterator[Json]:
    """The blocks: since when until when, who broke it, who mended it, what was lost meanwhile."""
    yield header(title(view.states), called(view.states[0].budget))
    yield rich(*_how(view), *_missed(view))
    yield from routed((), view.belongs, view.refusal)
    found = list(_after(view))
    if found:
        yield actions(*found)


def _how(view: WatchView) -> Iterator[Phrase]:
    ended = [one.outage.ended for one in view.states if one.outage and one.outage.ended]
    until = view.mended.at if view.mended else max(ended, default=None)
    if view.since and until:
        yield _since(view.since, until)
    if view.broke:
        act = view.broke
        yield phrase(texts.BROKE_BY, at=act.at, who=act.who, action=act.action)
    elif view.maybe:
        yield one_of(texts.BROKE_BY_ONE, view.maybe)
    if view.mended:
        yield mended_by(view.mended)


def _since(began: datetime, ended: datetime) -> Phrase:
    return phrase(texts.SINCE, ended=ended, took=took(ended - began), began=began)


def _missed(view: WatchView) -> Iterator[Phrase]:
    """Which alerts fell into the gap; that none did only where that is certain."""
    known = [(o, o.outage) for o in view.states if not reference_of(o.budget)]
    lost = [one.budget for one, outage in known if outage and outage.lost]
    doubtful = [one.budget for one, outage in known if outage and outage.doubtful]
    each = ((lost, texts.LOST_ONE, texts.LOST), (doubtful, texts.DOUBTFUL_ONE, texts.DOUBTFUL))
    for names, alone, several in each:
        if names and len(view.states) == 1:
            yield phrase(alone)
        elif names:
            listed = some(names, _LOST)
            yield phrase(several, count=len(names), all=len(known), names=listed)
    sure = known and all(outage and outage.complete for _, outage in known)
    if sure and not lost and not doubtful:
        yield phrase(texts.NONE_DUE)


def _after(view: WatchView) -> Iterator[Json]:
    first = dearest(view.states)[0]
    if view.undo:
        yield button("Undo", "change.undo", view.undo)
    if first.topics and view.provable and not reference_of(first.budget):
        yield proof_button(first.account, first.budget, first.topics[0])
    if len(view.states) > 1:
        yield show_button(view.notice)
