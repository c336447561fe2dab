"""Whether the person of a job may ask, looked up anew for each job."""

from __future__ import annotations

import logging

from bot.core.accounts.authorize import Person, Reason, Refusal, may_ask
from bot.errors import SlackError, SlackSilentError
from bot.settings import Settings
from bot.slack.calls import may_pass
from bot.slack.client import Slack

_log = logging.getLogger(__name__)


def refusal(slack: Slack, settings: Settings, user: str) -> Refusal | None:
    """None where the user may ask, else why not; a failed look-up refuses.

    Raises SlackError for a rate limit only: the job waits it out.
    """
    person = person_of(slack, user)
    if person is None:
        return Refusal(Reason.LOOKUP_FAILED)
    named = user in settings.viewers
    groups = [] if named else [v for v in settings.viewers if v.startswith("S")]
    found = {group: members(slack, group) for group in groups}
    return may_ask(person, settings.team_id, settings.viewers, found)


def person_of(slack: Slack, user: str) -> Person | None:
    """Who the user is; None where Slack does not say. Raises SlackError for a rate limit only."""
    try:
        return slack.person(user)
    except SlackError as error:
        _raise_limit(error)
        return None


def members(slack: Slack, group: str) -> frozenset[str] | None:
    """A group's members; None where Slack does not say. Raises SlackError for a rate limit only."""
    try:
        return slack.members(group)
    except SlackError as error:
        _raise_limit(error)
        return None


def _raise_limit(error: SlackError) -> None:
    if may_pass(error) and not isinstance(error, SlackSilentError):
        raise error
    _log.warning("A look-up failed, so the person is refused: %s", error)
