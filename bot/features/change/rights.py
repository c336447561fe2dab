"""Rights by what Slack says now of the person and of the groups that the settings name."""

from __future__ import annotations

from bot.core.accounts.authorize import (
    Asked,
    Groups,
    Person,
    Refusal,
    Right,
    may_approve,
    may_mend,
    may_reject,
)
from bot.jobs.rights import members, person_of
from bot.settings import Settings
from bot.slack.client import Slack


def holders(settings: Settings, fix: str) -> tuple[str, ...]:
    """The user and user group ids that may carry out this fix."""
    return _right(settings, fix).holders


def _right(settings: Settings, fix: str) -> Right:
    return Right(fix, settings.menders, settings.menders_of.get(fix))


class SlackRights:
    """`ports.Rights` over Slack and the settings. Nothing is kept from one call to the next."""

    def __init__(self, slack: Slack, settings: Settings) -> None:
        self._slack = slack
        self._settings = settings

    def mend(self, user: str, fix: str, typed: str | None = None) -> Refusal | None:
        """None where the user may carry out this fix, or undo it."""
        right = self._right(fix)
        person, groups = self._look_up(user, right)
        return may_mend(person, self._settings.team_id, right, groups, typed=typed)

    def approve(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may approve what was asked for."""
        right = self._right(fix)
        person, groups = self._look_up(user, right)
        return may_approve(person, self._settings.team_id, right, groups, asked)

    def reject(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may reject it."""
        right = self._right(fix)
        person, groups = self._look_up(user, right)
        return may_reject(person, self._settings.team_id, right, groups, asked)

    def holders(self, fix: str) -> tuple[str, ...]:
        """The user and user group ids that have the right."""
        return holders(self._settings, fix)

    def _right(self, fix: str) -> Right:
        return _right(self._settings, fix)

    def _look_up(self, user: str, right: Right) -> tuple[Person | None, Groups]:
        """Raises SlackError where Slack asks to wait."""
        person = person_of(self._slack, user)
        named = {one for one in (*right.menders, *right.holders) if one.startswith("S")}
        return person, {group: members(self._slack, group) for group in sorted(named)}
