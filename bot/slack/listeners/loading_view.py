"""A loading view, opened at once: its trigger lives 3 s (docs/facts.md 7), and the worker fills it.

Where opening fails the worker answers with a message instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import QueueError, SlackError
from bot.slack.listeners.job_sender import JobSender, Payload, place_of_click, text
from bot.slack.render.loading_views import not_taken_view
from bot.slack.render.parts import Json

if TYPE_CHECKING:
    from bot.core.jobs.kinds import What

_log = logging.getLogger(__name__)


def leave_with_view(
    sender: JobSender,
    body: Payload,
    loading: Callable[[str], Json],
    what: Callable[[str], What],
) -> None:
    """Open the view that `loading` draws for an id, and leave the job that will fill it.

    Pressed in a modal it lies over that. `what` makes the job for the view's id, "" where none
    opened. Raises QueueError; the view that waits has said so then.
    """
    id = sender.new_id()
    view = loading(id)
    opened = _open(sender, body, view)
    try:
        sender.leave(place_of_click(body), what(opened), id)
    except QueueError:
        if opened:
            _say(sender, opened, view)
        raise


def _open(sender: JobSender, body: Payload, view: Json) -> str:
    slack, over = sender.slack, text(body, "view", "type", default="") == "modal"
    try:
        return (slack.push_view if over else slack.open_view)(text(body, "trigger_id"), view)
    except SlackError as error:
        _log.warning("No loading view: %s", error)
        return ""


def _say(sender: JobSender, opened: str, view: Json) -> None:
    try:
        sender.slack.update_view(opened, "", not_taken_view(view))
    except SlackError as error:
        _log.warning("The view still says that it is loading: %s", error)
