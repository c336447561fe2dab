"""Posts a line about a change in its thread, and tells who asked what became of it."""

from __future__ import annotations

import logging

from bot.core.change import Change, State
from bot.core.jobs.changes import PostChangeEvent, ShowOutcome
from bot.features.change.events import ChangeEvent, EventType
from bot.features.change.headlines import OUTCOMES, WRITTEN, headline, request_mark, written_mark
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_once, take_buttons
from bot.slack.reach import is_taken, one_by_one
from bot.slack.render import change_thread as render
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, named, section
from bot.slack.render.preview import SubmitTerms, preview_view, submission, text_view

_WHILE = {
    EventType.REMINDER: State.PROPOSED,
    EventType.UNSURE: State.APPLYING,
    EventType.UNVERIFIED: State.UNVERIFIED,
}
"""What is told only while it is so: after what came of it, it would be wrong."""
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
    event_type = EventType(what.what)
    event = ChangeEvent(
        event_type, what.says, change.id, change, what.who, ask=ask, missing=what.missing
    )
    if event_type in _WHILE and change.state is not _WHILE[event_type]:
        _log.info("Change %s: %s is over, and not told any more", change.id, event_type)
        return
    if context.job.attempt and event_type in OUTCOMES:  # a job of the version before tells both
        show_outcome(context, ShowOutcome(change.id, what.what, what.says, what.who))
    if event_type is not EventType.UNDONE and not _posted(context, event, change, what.mark):
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
    event = ChangeEvent(
        EventType(what.what), what.says, change.id, change, what.who, instead=instead
    )
    text = f"{headline(event, change)}. {event.says}"
    view = _anew(context, text, instead) if instead else _view(text, event, change)
    if not _fill(context, change, view):
        _alone(context, event, change, text)


def _posted(context: Context, event: ChangeEvent, change: Change, mark: str) -> bool:
    """False where the channel takes nothing of us: who asked was told instead."""
    place = change.place
    thread = place.thread or place.message
    again = context.job.unsure or context.job.attempt > 0
    drawn = _drawn(context, event, change, mark)
    if post_once(context.slack, place.channel, drawn, mark, thread, unsure=again):
        return True
    text = f"{headline(event, change)}. {event.says} {_NO_WORD}"
    _fill(context, change, _view(text, event, change))
    _alone(context, event, change, text)
    return False


def _take_buttons(context: Context, event: ChangeEvent, change: Change) -> None:
    """The request for approval loses its buttons once decided, an applied change its Undo once it
    is undone, or found not to hold.
    """
    marks: set[str] = set()
    asked_others = event.what is EventType.APPROVED and len(change.approvals) > 1
    if asked_others or event.what in {EventType.REJECTED, EventType.EXPIRED}:
        marks.add(request_mark(change))
    if event.what in {EventType.UNDONE, EventType.FAILED}:
        marks |= {written_mark(change, what) for what in WRITTEN}
    place = change.place
    thread = place.thread or place.message
    take_buttons(context.slack, place.channel, thread, marks, change.version)


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
        waits = change.state is State.PROPOSED
        return drawn if waits else render.decided(mark, drawn.text, drawn.blocks)
    if event.what in WRITTEN:
        provable = bool(context.settings.events_function) and event.what is not EventType.NOT_ENOUGH
        return render.applied(mark, first, change, event.says, provable=provable)
    if event.what is EventType.REMINDER:
        return render.reminder(mark, first, change, event.says, event.ask)
    says = "" if event.what is EventType.APPROVED else event.says  # its headline says it all
    return render.line(mark, first, change, says, event.who)
