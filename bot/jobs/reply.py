"""Where one person is looking: the view that waits for them, else a message for their eyes only."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from bot.core.jobs import Job
from bot.core.jobs.kind import View
from bot.errors import SlackError
from bot.jobs.context import Context
from bot.slack.calls import may_pass
from bot.slack.reach import one_by_one
from bot.slack.render import details, home, preview, proof, ticket
from bot.slack.render.message import Message, sentence
from bot.slack.render.parts import Json

_log = logging.getLogger(__name__)
_NO_HOME = {"user_not_found", "not_enabled"}
"""The person is gone, or the app has no Home tab (manifest.json)."""


_WITH_TEXT: Mapping[View, Callable[[str, str], Json]] = {
    "details": details.failed_view,
    "preview": preview.text_view,
    "proof": proof.text_view,
    "ticket": ticket.text_view,
}
"""How each view is drawn that says a sentence or two, for its id."""


def reply_text(context: Context, text: str, ask: Sequence[str] = ()) -> None:
    """A sentence or two to the person who asked, in the view that waits for it or by itself.

    `ask` are the user and user group ids of whom to ask; only the App Home names them, for a
    message would notify them. Raises SlackError where the job has to be tried again, and where
    nobody can be told.
    """
    if context.job.row.view == "home":
        at_home(context, home.text_view(context.job.id, text, ask))
        return
    view = _with(context.job, text)
    if view is None or not fill(context, view):
        alone(context, sentence(context.job.id, text))


def fill(context: Context, view: Json) -> bool:
    """Change the view that waits; False where it is gone. Raises SlackError to be tried again."""
    try:
        context.slack.update_view(_view(context.job), context.job.id, view)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.info("Job %s: the view is gone: %s", context.job.id, error)
        return False
    return True


def at_home(context: Context, view: Json, hash: str = "") -> str:
    """Show the person their App Home; its hash, "" where Slack will never show it to them.

    With `hash` only while the home is as they saw it. Raises SlackError where the job has to be
    tried again, and for a hash_conflict.
    """
    user = context.job.place.user
    try:
        return context.slack.publish_home(user, view, hash)
    except SlackError as error:
        if error.code not in _NO_HOME:
            raise
        _log.warning("Job %s: %s is shown no App Home: %s", context.job.id, user, error)
        return ""


def alone(context: Context, message: Message) -> None:
    """Show something to the person who asked, and to nobody else.

    By the response_url of what they pressed or typed, else in the channel, else directly. Raises
    SlackError where the job has to be tried again, and where nobody can be told.
    """
    place = context.job.place
    ways: list[Callable[[], object]] = []
    if place.response_url:
        ways.append(
            lambda: context.slack.respond(
                place.response_url, message, replace=False, thread=place.thread
            )
        )
    one_by_one(
        context.slack, ways, place.channel, place.user, message, context.job.id, place.thread
    )


def _view(job: Job) -> str:
    """The id of the view that waits, "" for none and for one that did not open."""
    return str(job.what._asdict().get("view", ""))


def _with(job: Job, text: str) -> Json | None:
    """The view that waits, with this text; None where none does."""
    row = job.row
    draw = _WITH_TEXT.get(row.view)
    id = str(job.what._asdict()[row.view_of]) if row.view_of else job.id
    return draw(text, id) if draw else None
