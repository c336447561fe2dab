"""A loading view, opened at once: its trigger lives 3 s (FACTS 7), and the worker fills it.

Where opening fails the worker answers with a message instead.
"""

from __future__ import annotations

import logging

from bot.errors import SlackError
from bot.slack.listeners.door import Door, Payload, text
from bot.slack.render.parts import Json

_log = logging.getLogger(__name__)


def open_loading(door: Door, body: Payload, view: Json) -> str:
    """The id of the view that opened, "" where none did."""
    try:
        return door.slack.open_view(text(body, "trigger_id"), view)
    except SlackError as error:
        _log.warning("No loading view: %s", error)
        return ""
