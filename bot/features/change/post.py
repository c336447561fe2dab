"""Posts a line about a change in its thread, and tells who asked what became of it."""

from __future__ import annotations

import logging

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.jobs.changes import PostChangeEvent, ShowOutcome
from bot.core.life_cycle import Heard
from bot.features.change.events import ChangeEvent
from bot.features.change.headlines import (
    event_type,
    headline,
    is_written,
    marks_over,
    request_mark,
)
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_once, take_buttons
from bot.slack.reach import is_taken, one_by_one
from bot.slack.render import change_thread as render
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, named, section
from bot.slack.render.preview import SubmitTerms, preview_view, submission, text_view

_NO_WORD = "(The channel takes no word of budget-check.)"
_log = logging.getLogger(__name__)


@handles(PostChangeEvent)
def post_event(context: Context, what: PostChangeEvent) -> None:
    """Post the line, once, and take the buttons away that it decides.

    Where the channel takes none, who asked hears it. Raises SlackError to be tried again, and where
    nobody can be told; StoreError.
    """
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody can tell %r", what.change, what.what)
        return
    ask = tuple(one for one in what.ask.split(",") if one)
    told = event_type(what.what, own=what.who == change.requester)
    event = ChangeEvent(told, what.says, change.id, change, what.who, ask=ask, missing=what.missing)
    if told.row.fades and change.state not in told.row.left_in:
        _log.info("Change %s: %s is over, and not told any more", change.id, told)
        return
    # A job of the version before tells both.
    if context.job.attempt and told.row.heard >= Heard.REQUESTER:
        show_outcome(context, ShowOutcome(change.id, what.what, what.says, what.who))
    if told is not EventType.UNDONE and not _posted(context, event, change, what.mark):
        return
    _take_buttons(context, event, change)


@handles(ShowOutcome)
def show_outcome(context: Context, what: ShowOutcome) -> None:
    """In the view that waits for it; where that is gone, for their eyes only in the thread.

    A change that was stopped because its plan is another one now shows the new one there. Raises
    as `post_event` does.
    """
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody can be told %r", what.change, what.says)
        return
    instead = context.store.changes.get(what.instead) if what.instead else None
    own = what.who == change.requester
    event = ChangeEvent(
        event_type(what.what, own=own), what.says, change.id, change, what.who, instead=instead
    )
    text = f"{headline(event, change)}. {event.says}"
    view = _anew(context, text, instead) if instead else _view(text, event, change)
    if not _fill(context, change, view):
        _alone(context, event, change, text)


def _posted(context: Context, event: ChangeEvent, change: Change, mark: str) -> bool:
    """False where the channel takes nothing of us: who asked is told instead."""
    place = change.place
    thread = place.thread or place.message
    again = context.job.unsure or context.job.attempt > 0
    drawn = _drawn(context, event, change, mark)
    if post_once(context.slack, place.channel, drawn, mark, thread, unsure=again):
        return True
    text = f"{headline(event, change)}. {event.says} {_NO_WORD}"
    filled = _fill(context, change, _view(text, event, change))
    # Where its view is gone, an outcome is told alone by `show_outcome`.
    if filled or event.what.row.heard < Heard.REQUESTER:
        _alone(context, event, change, text)
    return False


def _take_buttons(context: Context, event: ChangeEvent, change: Change) -> None:
    place = change.place
    thread = place.thread or place.message
    over = marks_over(event, change)
    take_buttons(context.slack, place.channel, thread, over, change.version)


def _fill(context: Context, change: Change, view: Json) -> bool:
    """Change the view that waits; False where it is gone."""
    view_of = f"the view that waits for change {change.id}"
    return is_taken(view_of, lambda: context.slack.update_view("", change.id, view))


def _alone(context: Context, event: ChangeEvent, change: Change, text: str) -> None:
    mark = f"{change.id}.alone.{change.version}"
    people = render.people_of(change, event.who)
    drawn = message(mark, text, [section(named(f"{change.plan.title}\n{text}", people))])
    place = change.place
    thread = place.thread or place.message
    one_by_one(context.slack, [], place.channel, change.requester, drawn, mark, thread)


def _anew(context: Context, text: str, instead: Change) -> Json:
    terms = SubmitTerms(context.settings.approvals, bool(instead.undoes), text)
    return preview_view(instead.plan, instead.id, submission(instead), terms)


def _view(text: str, event: ChangeEvent, change: Change) -> Json:
    return text_view(text, change.id, render.people_of(change, event.who))


def _drawn(context: Context, event: ChangeEvent, change: Change, mark: str) -> Message:
    """The line as it is right now: what was decided since has no buttons any more."""
    first = headline(event, change)
    if mark == request_mark(change):
        drawn = render.request(mark, first, change, event.says, event.ask)
        waits = change.state is State.WAITING
        return drawn if waits else render.decided(mark, drawn.text, drawn.blocks)
    if is_written(event.what):
        provable = bool(context.settings.events_function) and event.what is not EventType.NOT_ENOUGH
        return render.applied(mark, first, change, event.says, provable=provable)
    if event.what is EventType.REMINDER:
        return render.reminder(mark, first, change, event.says, event.ask)
    # Of what was approved the headline says it all.
    says = "" if event.what.row.to is State.APPROVED else event.says
    return render.line(mark, first, change, says, event.who)
