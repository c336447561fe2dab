"""Where one person is looking: the view that waits for them, else a message for their eyes only."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.core.jobs import Job
from bot.core.jobs.changes import DraftTicket, OpenTicket, Preview, PreviewUndo, Submit
from bot.core.jobs.checks import Details, Home, HomeCheck
from bot.core.jobs.proofs import PreviewProof, Prove
from bot.errors import SlackError
from bot.jobs.context import Desk
from bot.slack.calls import may_pass
from bot.slack.reach import one_by_one
from bot.slack.render import details, home, preview, proof, ticket
from bot.slack.render.message import Message, sentence
from bot.slack.render.parts import Json

_log = logging.getLogger(__name__)
_NO_HOME = {"user_not_found", "not_enabled"}
"""The person is gone, or the app has no Home tab (manifest.json)."""


def tell(desk: Desk, text: str, ask: Sequence[str] = ()) -> None:
    """A sentence or two to the person who asked, in the view that waits for it or by itself.

    `ask` are the user and user group ids of whom to ask; only the App Home names them, for a
    message would notify them. Raises SlackError where the job has to be tried again, and where
    nobody can be told.
    """
    if isinstance(desk.job.what, Home | HomeCheck):
        at_home(desk, home.said_view(desk.job.id, text, ask))
        return
    view = _with(desk.job, text)
    if view is None or not fill(desk, view):
        alone(desk, sentence(desk.job.id, text))


def fill(desk: Desk, view: Json) -> bool:
    """Change the view that waits; False where it is gone. Raises SlackError to be tried again."""
    try:
        desk.slack.update_view(_view(desk.job), desk.job.id, view)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.info("Job %s: the view is gone: %s", desk.job.id, error)
        return False
    return True


def at_home(desk: Desk, view: Json, hash: str = "") -> str:
    """Show the person their App Home; its hash, "" where Slack will never show it to them.

    With `hash` only while the home is as they saw it. Raises SlackError where the job has to be
    tried again, and for a hash_conflict.
    """
    user = desk.job.place.user
    try:
        return desk.slack.publish_home(user, view, hash)
    except SlackError as error:
        if error.code not in _NO_HOME:
            raise
        _log.warning("Job %s: %s is shown no App Home: %s", desk.job.id, user, error)
        return ""


def alone(desk: Desk, message: Message) -> None:
    """Show something to the person who asked, and to nobody else.

    By the response_url of what they pressed or typed, else in the channel, else directly. Raises
    SlackError where the job has to be tried again, and where nobody can be told.
    """
    place = desk.job.place
    ways: list[Callable[[], object]] = []
    if place.response_url:
        ways.append(
            lambda: desk.slack.respond(
                place.response_url, message, replace=False, thread=place.thread
            )
        )
    one_by_one(desk.slack, ways, place.channel, place.user, message, desk.job.id, place.thread)


def _view(job: Job) -> str:
    what = job.what
    if isinstance(what, Details | Preview | PreviewUndo | Submit | PreviewProof | Prove):
        return what.view
    return what.view if isinstance(what, DraftTicket | OpenTicket) else ""


def _with(job: Job, text: str) -> Json | None:
    """The view that waits, with this text; None where none does."""
    match job.what:
        case Details():
            return details.failed_view(text, job.id)
        case Preview() | PreviewUndo():
            return preview.said_view(text, job.id)
        case Submit() as what:
            return preview.said_view(text, what.change)
        case PreviewProof() | Prove():
            return proof.said_view(text, job.id)
        case DraftTicket() | OpenTicket():
            return ticket.said_view(text, job.id)
        case _:
            return None
