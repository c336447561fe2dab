"""Where one person is looking: the view that waits for them, else a message for their eyes only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.core.jobs import Job
from bot.core.jobs.kind import View
from bot.jobs.context import Context
from bot.slack.reach import is_taken, one_by_one, publish_home
from bot.slack.render import (
    budget_table,
    details,
    difference,
    home,
    log,
    preview,
    proof,
    pull_request,
    snooze,
    ticket,
)
from bot.slack.render.message import Message
from bot.slack.render.parts import Json
from bot.slack.render.refusal import refusal_message, with_whom_to_ask
from bot.slack.render.rich import AnyView

_WITH_TEXT: Mapping[View, Callable[[str, str], Json]] = {
    "table": budget_table.text_view,
    "details": details.failed_view,
    "log": log.text_view,
    "preview": preview.text_view,
    "difference": difference.text_view,
    "proof": proof.text_view,
    "snooze": snooze.text_view,
    "pull request": pull_request.text_view,
    "ticket": ticket.text_view,
    "ticket text": ticket.whole_text_view,
}
"""How each view is drawn that says a sentence or two, for its id."""


def reply_text(context: Context, text: str, ask: Sequence[str] = ()) -> None:
    """A sentence or two to the person who asked, in the view that waits for it or by itself.

    `ask` are the user and user group ids of whom to ask. Raises SlackError where the job has to be
    tried again, and where nobody can be told.
    """
    if context.job.row.view == "home":
        shown = home.text_view(context.job.id, text, ask)
        publish_home(context.slack, context.job.place.user, shown)
        return
    view = _with(context.job, text)
    if view is None or not fill(context, with_whom_to_ask(view, ask)):
        alone(context, refusal_message(context.job.id, text, ask))


def fill(context: Context, view: AnyView) -> bool:
    """Change the view that waits; False where it is gone. Raises SlackError to be tried again."""
    job = context.job
    doing = f"the view that waits for job {job.id}"
    return is_taken(doing, lambda: context.slack.update_view(_view(job), job.id, view))


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
