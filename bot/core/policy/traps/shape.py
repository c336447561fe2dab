"""Effect and elements: how a statement is written, apart from what it says."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.texts.words import listed

_ELEMENTS = (
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"),
    *("Resource", "NotResource", "Condition"),
)
_BY_LOWER = {name.lower(): name for name in _ELEMENTS}
_NEAR = 0.8
_LONGEST = 40


def effect_trap(clue: Clue) -> Iterator[Suspect]:
    """An Effect in the wrong case."""
    effect = clue.statement.effect
    if effect != "Allow" and effect:
        yield clue.suspect(SuspectKind.CASE, f'has the Effect "{effect}": it should be "Allow".')


def element_trap(clue: Clue) -> Iterator[Suspect]:
    """Elements that AWS does not know, and the ones that they mean."""
    odd = [name for name in clue.written if name not in _ELEMENTS][: len(_ELEMENTS)]
    meant = {name: one for name in odd if (one := element_meant(name))}
    if meant:
        told = listed(f'"{name}" ("{one}" is meant)' for name, one in meant.items())
        plural = "elements" if len(meant) > 1 else "the element"
        yield clue.suspect(SuspectKind.ELEMENT, f"has {plural} {told}, which AWS does not know.")
    elif odd:
        says = f'has the element "{odd[0][:_LONGEST]}", which AWS does not know.'
        yield clue.suspect(SuspectKind.ELEMENT, says)


def element_meant(name: str) -> str | None:
    """The element that a misspelt name means."""
    near = get_close_matches(name[:_LONGEST].lower(), _BY_LOWER, n=1, cutoff=_NEAR)
    return _BY_LOWER[near[0]] if near else None


def unreadable_trap(clue: Clue) -> Iterator[Suspect]:
    """An Action or a Resource that is there, in a form that AWS does not take."""
    groups = {"Action": clue.statement.action, "Resource": clue.statement.resource}
    for name, group in groups.items():
        if group is None and name not in clue.statement.missing:
            problem = next((one for one in clue.statement.problems if name in one), "")
            says = f"has an unreadable {name}. {problem} It should be {_right(clue)[name]}."
            yield clue.suspect(SuspectKind.UNREADABLE, says.replace("  ", " "))


def _right(clue: Clue) -> dict[str, str]:
    """What the elements should be, as JSON."""
    return {
        "Principal": f'{{"Service": "{clue.request.service}"}}',
        "Action": f'"{clue.request.action}"',
        "Resource": '"*"' if clue.kms else f'"{clue.request.resource}"',
    }


def missing_trap(clue: Clue) -> Iterator[Suspect]:
    """No Principal, no Action or no Resource."""
    written = {element_meant(name) for name in clue.written}
    for name, value in _right(clue).items():
        if name in clue.statement.missing and not {name, f"Not{name}"} & written:
            idle = clue.kms and name != "Principal"
            what = "so KMS accepts it and it has no effect" if idle else "which AWS does not accept"
            says = f'has no {name}, {what}. It should have "{name}": {value}.'
            yield clue.suspect(SuspectKind.NO_ELEMENT, says)
