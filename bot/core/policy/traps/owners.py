"""Statements that are other people's: whose they are, and that they stay as they are."""

from __future__ import annotations

from bot.core.policy.carried import carries
from bot.core.policy.decision import Match
from bot.core.policy.traps.principals import neighbour, root_only
from bot.core.policy.traps.signs import is_the_owners
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind


def bystander(clue: Clue) -> Suspect | None:
    """A sentence on a statement that was not meant for the sender; none that asks for a change.

    None where it is about something else than the request.
    """
    if clue.result.action is Match.NO or clue.statement.principal is None:
        return None
    if is_the_owners(clue):
        says = f"is the owner's access{_why(clue)}: leave it."
        return clue.suspect(SuspectKind.SOURCE_OWNER, says, meant=False)
    if not clue.statement.principal.everyone:
        return neighbour(clue) or root_only(clue)
    return _everybodys(clue)


def _why(clue: Clue) -> str:
    """The old default statement's reason; today's says nothing that a service lacks."""
    owner = next((f for f in clue.result.conditions if f.key.lower() == "aws:sourceowner"), None)
    return f" ({owner.key}, which {clue.request.service} does not send)" if owner else ""


def _everybodys(clue: Clue) -> Suspect | None:
    """A statement for everybody whose conditions keep the sender out."""
    failing = [f for f in clue.result.conditions if f.match is Match.NO]
    if clue.result.failing != ("conditions",) or not failing:
        return None
    first = failing[0]
    says = f"is for everybody under {first.key}, and {carries(first, clue.request)}. Leave it."
    return clue.suspect(SuspectKind.CONDITION, says, meant=False)
