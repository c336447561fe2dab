"""What people do to a change in Slack, handed to the engine, and what it answers."""

from __future__ import annotations

from bot.core.change import Change, Place, State
from bot.core.jobs.changes import Approve, Preview, PreviewUndo, Reject, Submit
from bot.errors import SlackError
from bot.features.change.engine import Mender, mender_of
from bot.features.change.events import News, What
from bot.features.change.read_path import Wish
from bot.jobs.context import Desk
from bot.jobs.reply import alone, fill, tell
from bot.slack.calls import may_pass
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, mention, named, ours, section
from bot.slack.render.preview import Terms, preview_view, said_view, submission
from bot.slack.render.story import people_of
from bot.slack.render.views import modal
from bot.slack.render.waiting import PREVIEW, PREVIEW_TITLE

TOO_OLD = "These buttons are too old: press Check again under the answer, and use the new ones."
CLOSED = (
    "Nothing can be mended here: this budget-check has no tables, or MENDERS names nobody, so it "
    "writes nothing. Whoever runs it can change that."
)
_GONE = "The window of the preview is gone. Press the button again."
_GOES_ON = frozenset({State.APPROVED, State.APPLYING, State.APPLIED, State.UNVERIFIED})


def preview(desk: Desk, what: Preview) -> None:
    """Work the fix out and show it in the view that waits."""
    office, mender = desk.office, _mender(desk)
    if office is None or mender is None:
        return
    answer = office.answers.get(what.answer)
    if answer is None or answer.until <= office.clock() or what.row >= len(answer.topics):
        tell(desk, TOO_OLD)
        return
    user = desk.job.place.user
    here = desk.job.place
    place = Place(here.channel, what.ts or answer.ts, here.thread)
    topic = answer.topics[what.row]
    wish = Wish(answer.account, answer.budget, topic, what.fix)
    _show(desk, mender.propose(user, place, wish))


def preview_undo(desk: Desk, what: PreviewUndo) -> None:
    """Work out how the change is taken back and show that."""
    mender = _mender(desk)
    if mender is None or desk.office is None:
        return
    first = desk.office.changes.get(what.change)
    place = first.place if first else Place(desk.job.place.channel)
    _show(desk, mender.propose_undo(what.change, desk.job.place.user, place))


def submit(desk: Desk, what: Submit) -> None:
    """Ask for what was previewed. What comes of it is the story's to tell, in this view too."""
    mender = _mender(desk)
    if mender is None:
        return
    user = desk.job.place.user
    news = mender.submit(what.change, user, what.fingerprint, what.reason)
    if news.what is What.APPROVED:
        return  # the story has it, and the outcome may stand in the view already
    if news.what is What.LATE and _goes_on(news.change):
        alone(desk, _said(desk, news))  # the view belongs to the submission that came first
        return
    _show(desk, news)


def approve(desk: Desk, what: Approve) -> None:
    """Agree to a change that waits."""
    mender = _mender(desk)
    if mender:
        _answer(desk, mender.approve(what.change, desk.job.place.user, what.fingerprint))


def reject(desk: Desk, what: Reject) -> None:
    """Say no to a change that waits."""
    mender = _mender(desk)
    if mender:
        _answer(desk, mender.reject(what.change, desk.job.place.user))


def carry_on(desk: Desk, news: News) -> None:
    """The engine's own work is done: who asked hears what the story cannot tell."""
    if news.what is What.NO_STORE:
        alone(desk, _said(desk, news))
    elif news.what is What.BUSY:
        try:
            desk.slack.update_view("", news.change_id, said_view(news.says, news.change_id))
        except SlackError as error:
            if may_pass(error):
                raise


def _mender(desk: Desk) -> Mender | None:
    """The engine; None, and the person told, where there is none."""
    mender = mender_of(desk)
    if mender is None:
        tell(desk, CLOSED)
    return mender


def _answer(desk: Desk, news: News) -> None:
    """To who decided; what everybody is told is in the thread already."""
    if news.what not in {What.APPROVED, What.WAITING, What.REJECTED}:
        alone(desk, _said(desk, news))


def _show(desk: Desk, news: News) -> None:
    """In the view that waits; where it is gone, for this person's eyes only."""
    if news.change and news.what in {What.PROPOSED, What.REPLANNED}:
        if not fill(desk, _preview(desk, news, news.change)):
            alone(desk, message(desk.job.id, _GONE, [section(ours(_GONE))]))
    elif not fill(desk, _note(desk, news)):
        alone(desk, _said(desk, news))


def _preview(desk: Desk, news: News, change: Change) -> Json:
    note = news.says if news.what is What.REPLANNED else ""
    terms = Terms(desk.settings.approvals, bool(change.undoes), note)
    return preview_view(change.plan, change.id, submission(change), terms)


def _note(desk: Desk, news: News) -> Json:
    return modal(PREVIEW, PREVIEW_TITLE, list(_words(news)), news.change_id or desk.job.id)


def _said(desk: Desk, news: News) -> Message:
    return message(desk.job.id, news.says, list(_words(news)))


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
