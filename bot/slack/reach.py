"""What Slack takes: asked for once where a refusal is an answer, or in one way after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.errors import SlackError, SlackSilentError
from bot.slack.calls import is_final, may_pass
from bot.slack.client import Slack
from bot.slack.render.message import Message
from bot.slack.render.rich import AnyView

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)

_OUR_FAULT = {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"}
"""Another way takes the same message no better."""
_NO_HOME = {"user_not_found", "not_enabled"}
"""The person is gone, or the app has no Home tab (bot/slack/manifest.json)."""
_CONFLICT = "hash_conflict"


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack refuses this very call for good, with this code."""

    code: str


def or_refused(doing: str, call: Callable[[], _Answer]) -> _Answer | Refused:
    """What the call gives, or that Slack refuses it for good, which the log tells.

    `doing` says in the log what is not done now. Raises SlackError where the same call may be taken
    later: a rate limit, no answer, a token that is being rotated.
    """
    try:
        return call()
    except SlackError as error:
        if not is_final(error):
            raise
        _log.warning("Slack refuses for good: %s: %s", doing, error)
        return Refused(error.code)


def unless_refused(doing: str, call: Callable[[], _Answer]) -> _Answer | None:
    """What the call gives; None where Slack refuses it for good. Otherwise as `or_refused`."""
    answer = or_refused(doing, call)
    return None if isinstance(answer, Refused) else answer


def is_taken(doing: str, call: Callable[[], object]) -> bool:
    """Whether Slack takes it; otherwise as `or_refused`."""
    return not isinstance(or_refused(doing, call), Refused)


def looked_up(what: str, call: Callable[[], _Answer]) -> _Answer | None:
    """What Slack says; None where it does not say. Raises SlackError for a rate limit only."""
    try:
        return call()
    except SlackError as error:
        if may_pass(error) and not isinstance(error, SlackSilentError):
            raise
        _log.warning("%s is not known: %s", what, error)
        return None


def can_do_without(what: str, call: Callable[[], _Answer], instead: _Answer) -> _Answer:
    """What Slack gives, or `instead`: nobody waits, or is kept from anything, for its sake."""
    try:
        return call()
    except SlackError as error:
        _log.warning("Without %s: %s", what, error)
        return instead


def publish_home(slack: Slack, user: str, view: AnyView, hash: str = "") -> str | None:
    """Show somebody their App Home; its hash, "" where Slack will never show it to them.

    With `hash` only while the home is as they saw it: None where something newer stands there.
    Raises SlackError otherwise.
    """
    try:
        return slack.publish_home(user, view, hash)
    except SlackError as error:
        if error.code == _CONFLICT:
            return None
        if error.code not in _NO_HOME:
            raise
        _log.warning("%s is shown no App Home: %s", user, error)
        return ""


def or_plainly(doing: str, call: Callable[[], _Answer], plain: Callable[[], _Answer]) -> _Answer:
    """What the call gives, or `plain` where Slack refuses what its message is made of.

    Raises SlackError for all else.
    """
    try:
        return call()
    except SlackError as error:
        if error.code not in _OUR_FAULT:
            raise
        _log.error("Slack refuses the blocks, so it is text: %s: %s", doing, error)
        return plain()


def one_by_one(  # noqa: PLR0913, PLR0917 (who, where, what)
    slack: Slack,
    ways: list[Callable[[], object]],
    channel: str,
    user: str,
    message: Message,
    mark: str,
    thread: str = "",
) -> None:
    """The first of several ways to reach a person that Slack does not refuse for good."""
    if channel:
        ways.append(lambda: slack.post_to_one(channel, user, message, thread))
    ways.append(lambda: slack.post(user, message, mark))
    for n, way in enumerate(ways, 1):
        try:
            way()
        except SlackError as error:
            if not is_final(error) or error.code in _OUR_FAULT or n == len(ways):
                raise
            _log.warning("%s cannot be told so, trying otherwise: %s", mark, error)
        else:
            return
