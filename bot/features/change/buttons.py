"""What people do to a change in Slack, handed to the engine, and what it answers."""

from __future__ import annotations

from bot.core.change import Change, Place, State
from bot.core.jobs.changes import Approve, Preview, PreviewUndo, Reject, Submit
from bot.errors import SlackError
from bot.features.change.engine import mender_of
from bot.features.change.events import News, What
from bot.features.change.read_path import Wish
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, tell
from bot.slack.calls import may_pass
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, mention, named, ours, section
from bot.slack.render.preview import Terms, preview_view, said_view, submission
from bot.slack.render.story import people_of
from bot.slack.render.views import modal
from bot.slack.render.waiting import PREVIEW, PREVIEW_TITLE

TOO_OLD = "These buttons are too old: press Check again under the answer, and use the new ones."
_GONE = "The window of the preview is gone. Press the button again."
_GOES_ON = frozenset({State.APPROVED, State.APPLYING, State.APPLIED, State.UNVERIFIED})


@handles(Preview)
def preview(context: Context, what: Preview) -> None:
    """Work the fix out and show it in the view that waits."""
    answer = context.store.answers.get(what.answer)
    if answer is None or answer.until <= context.clock() or what.row >= len(answer.topics):
        tell(context, TOO_OLD)
        return
    user = context.job.place.user
    here = context.job.place
    place = Place(here.channel, what.ts or answer.ts, here.thread)
    topic = answer.topics[what.row]
    wish = Wish(answer.account, answer.budget, topic, what.fix)
    _show(context, mender_of(context).propose(user, place, wish))


@handles(PreviewUndo)
def preview_undo(context: Context, what: PreviewUndo) -> None:
    """Work out how the change is taken back and show that."""
    first = context.store.changes.get(what.change)
    place = first.place if first else Place(context.job.place.channel)
    mender = mender_of(context)
    _show(context, mender.propose_undo(what.change, context.job.place.user, place))


@handles(Submit)
def submit(context: Context, what: Submit) -> None:
    """Ask for what was previewed. What comes of it is the story's to tell, in this view too."""
    user = context.job.place.user
    news = mender_of(context).submit(what.change, user, what.fingerprint, what.reason)
    if news.what is What.APPROVED:
        return  # the story has it, and the outcome may stand in the view already
    if news.what is What.LATE and _goes_on(news.change):
        alone(context, _said(context, news))  # the view belongs to the submission that came first
        return
    _show(context, news)


@handles(Approve)
def approve(context: Context, what: Approve) -> None:
    """Agree to a change that waits."""
    user = context.job.place.user
    _answer(context, mender_of(context).approve(what.change, user, what.fingerprint))


@handles(Reject)
def reject(context: Context, what: Reject) -> None:
    """Say no to a change that waits."""
    _answer(context, mender_of(context).reject(what.change, context.job.place.user))


def carry_on(context: Context, news: News) -> None:
    """The engine's own work is done: who asked hears what the story cannot tell."""
    if news.what is What.NO_STORE:
        alone(context, _said(context, news))
    elif news.what is What.BUSY:
        try:
            context.slack.update_view("", news.change_id, said_view(news.says, news.change_id))
        except SlackError as error:
            if may_pass(error):
                raise


def _answer(context: Context, news: News) -> None:
    """To who decided; what everybody is told is in the thread already."""
    if news.what not in {What.APPROVED, What.WAITING, What.REJECTED}:
        alone(context, _said(context, news))


def _show(context: Context, news: News) -> None:
    """In the view that waits; where it is gone, for this person's eyes only."""
    if news.change and news.what in {What.PROPOSED, What.REPLANNED}:
        if not fill(context, _preview(context, news, news.change)):
            alone(context, message(context.job.id, _GONE, [section(ours(_GONE))]))
    elif not fill(context, _note(context, news)):
        alone(context, _said(context, news))


def _preview(context: Context, news: News, change: Change) -> Json:
    note = news.says if news.what is What.REPLANNED else ""
    terms = Terms(context.settings.approvals, bool(change.undoes), note)
    return preview_view(change.plan, change.id, submission(change), terms)


def _note(context: Context, news: News) -> Json:
    return modal(PREVIEW, PREVIEW_TITLE, list(_words(news)), news.change_id or context.job.id)


def _said(context: Context, news: News) -> Message:
    return message(context.job.id, news.says, list(_words(news)))


def _words(news: News) -> tuple[Json, ...]:
    """What the engine says, and whom to ask where a right is missing."""
    refused = f"Refused ({news.refusal.reason.value}). " if news.refusal else ""
    people = people_of(news.change, news.who) if news.change else ()
    blocks = (section(named(f"{refused}{news.says}", people)),)
    ask = news.refusal.ask if news.refusal else ()
    if not ask:
        return blocks
    return (*blocks, section(ours("Whom to ask: " + ", ".join(mention(one) for one in ask))))


def _goes_on(change: Change | None) -> bool:
    return change is not None and change.state in _GOES_ON
