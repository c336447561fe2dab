"""Rights by what Slack says now of the person and of the groups that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

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
from bot.core.plan import parts_of
from bot.jobs.rights import members, person_of
from bot.settings import Settings
from bot.slack.client import Slack

_Refused = Callable[[Person | None, str, Right, Groups], Refusal | None]
"""Which right somebody lacks; None for none."""


def holders(settings: Settings, fix: str) -> tuple[str, ...]:
    """The user and user group ids that may carry out this fix; of several as one those that are
    named for each, or all where nobody is.
    """
    each = [right.holders for right in _rights(settings, fix)]
    named = tuple(one for one in each[0] if all(one in some for some in each))
    return named or tuple(dict.fromkeys(one for some in each for one in some))


def _rights(settings: Settings, fix: str) -> tuple[Right, ...]:
    """The right to each fix that this one is made of."""
    return tuple(
        Right(part, settings.menders, settings.menders_of.get(part)) for part in parts_of(fix)
    )


class SlackRights:
    """`ports.Rights` over Slack and the settings. Nothing is kept from one call to the next."""

    def __init__(self, slack: Slack, settings: Settings) -> None:
        self._slack = slack
        self._settings = settings

    def mend(self, user: str, fix: str, typed: str | None = None) -> Refusal | None:
        """None where the user may carry out this fix, or undo it."""
        return self._first(user, fix, partial(may_mend, typed=typed))

    def approve(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may approve what was asked for."""
        return self._first(user, fix, partial(may_approve, asked=asked))

    def reject(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may reject it."""
        return self._first(user, fix, partial(may_reject, asked=asked))

    def holders(self, fix: str) -> tuple[str, ...]:
        """The user and user group ids that have the right."""
        return holders(self._settings, fix)

    def _first(self, user: str, fix: str, refused: _Refused) -> Refusal | None:
        """The first right that is missing of those that the fix takes."""
        rights = _rights(self._settings, fix)
        person, groups = self._look_up(user, rights)
        each = (refused(person, self._settings.team_id, right, groups) for right in rights)
        return next((one for one in each if one), None)

    def _look_up(self, user: str, rights: Iterable[Right]) -> tuple[Person | None, Groups]:
        """Raises SlackError where Slack asks to wait."""
        person = person_of(self._slack, user)
        ids = (one for right in rights for one in (*right.menders, *right.holders))
        named = {one for one in ids if one.startswith("S")}
        return person, {group: members(self._slack, group) for group in sorted(named)}
