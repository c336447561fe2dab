"""Who may ask, with a named reason for every refusal (DESIGN section 7).

Pure: what Slack says of the person and of the groups is passed in. A look-up that failed is None,
and None never lets anybody in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody is refused."""

    LOOKUP_FAILED = "look-up failed"
    FOREIGN_TEAM = "foreign team"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    GUEST = "guest"
    NOT_A_VIEWER = "not a viewer"


_SAYS = {
    Reason.LOOKUP_FAILED: "Slack did not say who you are and which groups you belong to, so "
    "budget-check does not answer. Try again in a minute.",
    Reason.FOREIGN_TEAM: "This budget-check belongs to another Slack workspace and answers only "
    "its members. Ask one of them.",
    Reason.DEACTIVATED: "Your account in this workspace is deactivated.",
    Reason.BOT: "budget-check answers people, not other apps.",
    Reason.GUEST: "Guests may not ask budget-check. Ask a full member of this workspace.",
    Reason.NOT_A_VIEWER: "Only the people and user groups named in the setting VIEWERS may ask. "
    "Ask one of them, or whoever runs budget-check, to add you.",
}


@dataclass(frozen=True, slots=True)
class Person:
    """What users.info says: `teams` are the workspace and, on an Enterprise grid, the others."""

    id: str
    teams: frozenset[str]
    guest: bool = False
    bot: bool = False
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, by name and as sentences for the person."""

    reason: Reason

    @property
    def says(self) -> str:
        """Which right is missing and whom to ask."""
        return _SAYS[self.reason]


Groups = Mapping[str, frozenset[str] | None]
"""Each user group's members by the group's id; None where they could not be looked up."""


def may_ask(
    person: Person | None, team: str, viewers: tuple[str, ...], groups: Groups
) -> Refusal | None:
    """None where `person` may ask the budget-check of `team`, else why not.

    `viewers` are user and user group ids; without any, every full member may ask.
    """
    if person is None:
        return Refusal(Reason.LOOKUP_FAILED)
    stands = _standing(person, team)
    if stands or not viewers or person.id in viewers:
        return stands
    members = [groups.get(viewer) for viewer in viewers if viewer.startswith("S")]
    if any(known is not None and person.id in known for known in members):
        return None
    return Refusal(Reason.LOOKUP_FAILED if None in members else Reason.NOT_A_VIEWER)


def _standing(person: Person, team: str) -> Refusal | None:
    tests = {
        Reason.FOREIGN_TEAM: team not in person.teams,
        Reason.DEACTIVATED: person.deactivated,
        Reason.BOT: person.bot,
        Reason.GUEST: person.guest,
    }
    return next((Refusal(reason) for reason, hit in tests.items() if hit), None)
