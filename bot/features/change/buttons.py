"""What people do to a change in Slack, handed to the engine, and what it answers."""

from __future__ import annotations

from dataclasses import replace

from bot.core.change.change import Change, ChangePlace
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.jobs.changes import Approve, Preview, PreviewUndo, Reject, ShowDifference, Submit
from bot.core.pull_requests.statements import added
from bot.core.texts import change as words
from bot.core.texts.needs import PREVIEW_GONE
from bot.features.change.engine import engine_of
from bot.features.change.events import ChangeEvent
from bot.features.change.place import place_of
from bot.features.change.post import terms_of
from bot.features.change.read_path import FixRequest
from bot.jobs.context import Context
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.jobs.sources import offer_of
from bot.slack.reach import is_taken
from bot.slack.render.approval import waits_until
from bot.slack.render.change_parts import people_of
from bot.slack.render.change_thread import headline
from bot.slack.render.difference import difference_view
from bot.slack.render.loading_views import OUTCOME_TITLE, PREVIEW, PREVIEW_TITLE
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, named, ours, section
from bot.slack.render.phrase import rich
from bot.slack.render.preview import SubmitTerms, preview_view, submission, text_view
from bot.slack.render.refusal import whom_to_ask
from bot.slack.render.views import modal

_PREVIEWS = frozenset({EventType.PROPOSED, EventType.REPLANNED, EventType.NOT_NOW})
_GOES_ON = frozenset({State.APPROVED, State.GATED, State.APPLYING, State.APPLIED, State.UNVERIFIED})


@handles(Preview)
def preview(context: Context, what: Preview) -> None:
    """Work the fix out and show it in the view that waits."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    user = context.job.place.user
    place = place_of(context, what, answer)
    topic = answer.topics[what.row]
    request = FixRequest(answer.account, answer.budget, topic, what.fix)
    _show(context, engine_of(context).propose(user, place, request))


@handles(PreviewUndo)
def preview_undo(context: Context, what: PreviewUndo) -> None:
    """Work out how the change is taken back and show that."""
    first = context.store.changes.get(what.change)
    place = first.place if first else ChangePlace(context.job.place.channel)
    engine = engine_of(context)
    _show(context, engine.propose_undo(what.change, context.job.place.user, place))


@handles(ShowDifference)
def show_difference(context: Context, what: ShowDifference) -> None:
    """The plan as it was kept, whole, in the view that waits."""
    change = context.store.changes.get(what.change)
    if change is None or not fill(context, difference_view(change.plan, what.form, context.job.id)):
        reply_text(context, words.GONE)


@handles(Submit)
def submit(context: Context, what: Submit) -> None:
    """Ask for what was previewed. What comes of it is told in the thread, in this view too."""
    user = context.job.place.user
    event = engine_of(context).submit(what.change, user, what.fingerprint, what.reason)
    if event.what is EventType.SUBMITTED:
        return  # the thread has it, and the outcome may stand in the view already
    if event.what is EventType.LATE and _goes_on(event.change):
        alone(context, _said(context, event))  # the view belongs to the submission that came first
        return
    _show(context, event)


@handles(Approve)
def approve(context: Context, what: Approve) -> None:
    """Agree to a change that waits."""
    user = context.job.place.user
    _answer(context, engine_of(context).approve(what.change, user, what.fingerprint))


@handles(Reject)
def reject(context: Context, what: Reject) -> None:
    """Say no to a change that waits."""
    _answer(context, engine_of(context).reject(what.change, context.job.place.user, what.why))


def carry_on(context: Context, event: ChangeEvent) -> None:
    """The engine's own work is done: who asked hears what the thread cannot tell."""
    if event.what is EventType.NO_STORE:
        alone(context, _said(context, event))
    elif event.what is EventType.BUSY:
        view = text_view(event.says, event.change_id)
        doing = f"the view that waits for change {event.change_id}"
        is_taken(doing, lambda: context.slack.update_view("", event.change_id, view))


def _answer(context: Context, event: ChangeEvent) -> None:
    """To who decided; what everybody is told is in the thread already."""
    if event.what not in {EventType.APPROVED, EventType.AGREED, EventType.REJECTED}:
        alone(context, _said(context, event))


def _show(context: Context, event: ChangeEvent) -> None:
    """In the view that waits; where it is gone, for this person's eyes only."""
    if event.change and event.what in _PREVIEWS:
        if not fill(context, _preview(context, event, event.change)):
            alone(context, message(context.job.id, PREVIEW_GONE, [section(ours(PREVIEW_GONE))]))
    elif not fill(context, _note(context, event)):
        alone(context, _said(context, event))


def _preview(context: Context, event: ChangeEvent, change: Change) -> Json:
    note = "" if event.what is EventType.PROPOSED else event.says
    terms = _with_source(context, change, terms_of(context, change, note))
    return preview_view(change.plan, change.id, submission(change), terms)


def _with_source(context: Context, change: Change, terms: SubmitTerms) -> SubmitTerms:
    """With the pull request that lasts, where a tool keeps what is about to be written."""
    what = context.job.what
    if not isinstance(what, Preview):
        return terms
    offer = offer_of(context, (one.resource for one in added(change.plan)))
    if offer is None or not offer.tool:
        return terms
    return replace(terms, source=offer, row=f"{what.answer}.{what.row}")


def _note(context: Context, event: ChangeEvent) -> Json:
    if event.change and event.what is EventType.ASKED:
        until = waits_until(event.missing, event.change.expires)
        blocks = [rich(headline(event.change), until)]
        return modal(PREVIEW, OUTCOME_TITLE, blocks, event.change_id)
    return modal(PREVIEW, PREVIEW_TITLE, list(_words(event)), event.change_id or context.job.id)


def _said(context: Context, event: ChangeEvent) -> Message:
    return message(context.job.id, event.says, list(_words(event)))


def _words(event: ChangeEvent) -> tuple[Json, ...]:
    """What the engine says, and whom to ask where a right is missing."""
    refused = "🚫 " if event.refusal else ""
    people = people_of(event.change, event.who) if event.change else ()
    blocks = (section(named(f"{refused}{event.says}", people)),)
    return (*blocks, *whom_to_ask(event.refusal.ask if event.refusal else ()))


def _goes_on(change: Change | None) -> bool:
    return change is not None and change.state in _GOES_ON
