"""What Slack takes: asked for once where a refusal is an answer, or in one way after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from bot.errors import SlackError
from bot.slack.calls import is_final, may_pass
from bot.slack.client import Slack
from bot.slack.render.message import Message

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)

_OUR_FAULT = {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"}
"""Another way takes the same message no better."""


def unless_refused(doing: str, call: Callable[[], _Answer]) -> _Answer | None:
    """What the call gives; None where Slack refuses this very call for good, which the log tells.

    `doing` says in the log what is not done now. Raises SlackError where the same call may be taken
    later: a rate limit, no answer, a token that is being rotated.
    """
    try:
        return call()
    except SlackError as error:
        if not is_final(error):
            raise
        _log.warning("Slack refuses for good: %s: %s", doing, error)
        return None


def is_taken(doing: str, call: Callable[[], object]) -> bool:
    """Whether Slack takes it; otherwise as `unless_refused`."""
    return unless_refused(doing, lambda: (call(),)) is not None


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
