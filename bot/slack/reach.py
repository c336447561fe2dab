"""The ways to reach one person, tried one after another."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.render.message import Message

_log = logging.getLogger(__name__)

_OUR_FAULT = {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"}
"""Another way takes the same message no better."""


def one_by_one(  # noqa: PLR0913, PLR0917 (who, where, what)
    slack: Slack,
    ways: list[Callable[[], object]],
    channel: str,
    user: str,
    message: Message,
    mark: str,
    thread: str = "",
) -> None:
    """The first of several ways to reach a person that Slack does not refuse."""
    if channel:
        ways.append(lambda: slack.post_to_one(channel, user, message, thread))
    ways.append(lambda: slack.post(user, message, mark))
    for n, way in enumerate(ways, 1):
        try:
            way()
        except SlackError as error:
            if may_pass(error) or error.code in _OUR_FAULT or n == len(ways):
                raise
            _log.warning("%s cannot be told so, trying otherwise: %s", mark, error)
        else:
            return
