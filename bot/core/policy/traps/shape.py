"""Effect, Action and Resource: what a statement covers, apart from whom and when."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.policy.arns import split
from bot.core.policy.decision import Match
from bot.core.policy.traps.arns import arn_matches, nearest
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind


def effect_trap(clue: Clue) -> Iterator[Suspect]:
    """An Effect in the wrong case."""
    if clue.statement.effect != "Allow":
        yield clue.suspect(
            SuspectKind.CASE, f'has the Effect "{clue.statement.effect}": it should be "Allow".'
        )


def action_trap(clue: Clue) -> Iterator[Suspect]:
    """No Action, or none that covers the request's."""
    action, asked = clue.statement.action, clue.request.action
    if action is None:
        yield from _missing(clue, "Action", f'"{asked}"')
    elif clue.result.action is Match.NO:
        covers = ", ".join(action.texts[:5])
        name = "NotAction" if action.negated else "Action"
        yield clue.suspect(SuspectKind.ACTION, f"does not cover {asked}: its {name} is {covers}.")


def resource_trap(clue: Clue) -> Iterator[Suspect]:
    """No Resource, or another one; for a key also its alias."""
    resource, asked = clue.statement.resource, clue.request.resource
    if resource is None:
        yield from _missing(clue, "Resource", '"*"' if clue.kms else f'"{asked}"')
    elif clue.result.resource is Match.NO:
        yield _other_resource(clue, resource.texts, asked)


def _missing(clue: Clue, name: str, should: str) -> Iterator[Suspect]:
    if name not in clue.statement.missing:
        return
    what = "so KMS accepts it and it has no effect" if clue.kms else "which AWS does not accept"
    yield clue.suspect(
        SuspectKind.NO_ELEMENT, f'has no {name}, {what}. It should have "{name}": {should}.'
    )


def _other_resource(clue: Clue, texts: tuple[str, ...], asked: str) -> Suspect:
    near = nearest(texts, asked)
    parts = split(near)
    if clue.kms and parts is not None and parts[5].startswith("alias/"):
        return clue.suspect(
            SuspectKind.ALIAS_AS_RESOURCE,
            f'has the alias {near} as Resource, which never matches a key. It should be "*".',
        )
    if arn_matches(near.lower(), asked.lower()):
        return clue.suspect(
            SuspectKind.CASE,
            f"is about {near}, which differs from {asked} in upper and lower case.",
        )
    if "${" in near and not clue.expand:
        return clue.suspect(
            SuspectKind.VARIABLE,
            f'has the Resource "{near}" as it stands: the policy\'s Version is 2008-10-17, and '
            "only 2012-10-17 has variables.",
        )
    return clue.suspect(SuspectKind.ANOTHER_RESOURCE, f"is about {near}, not about {asked}.")
