"""String, Arn and Bool conditions: the kinds whose values may hold variables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.policy.arns import condition_pattern, split
from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, UNKNOWN
from bot.core.policy.operators.values import TypedValue, Value
from bot.core.policy.patterns import Pattern, text_pattern
from bot.core.policy.world import World

_TRUTHS = frozenset({"true", "false"})


@dataclass(frozen=True, slots=True)
class TextValue:
    """A value compared as text; `fits` says which request values are of the type at all."""

    pattern: Pattern
    fits: Callable[[str], Match] | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """The keys of its policy variables."""
        return tuple(variable.key for variable in self.pattern.variables)

    @property
    def universal(self) -> bool:
        """Whether every request value matches."""
        return self.pattern.universal

    def match(self, actual: str, world: World, unresolved: Match) -> Match:
        """Whether the request value matches; `unresolved` where a variable has no text."""
        if self.fits is not None and (fit := self.fits(actual)) is not Match.YES:
            return fit
        return self.pattern.test(actual, world, unresolved)


def equals(text: str, expand: bool) -> Value:
    """StringEquals: a star is a star."""
    return TextValue(text_pattern(text, wild=False, expand=expand))


def equals_ignore_case(text: str, expand: bool) -> Value:
    """StringEqualsIgnoreCase."""
    return TextValue(text_pattern(text, wild=False, expand=expand, fold=True))


def like(text: str, expand: bool) -> Value:
    """StringLike: the only String operator that expands `*` and `?`. Case-sensitive."""
    return TextValue(text_pattern(text, wild=True, expand=expand))


def arn(text: str, expand: bool) -> Value:
    """ArnEquals and ArnLike, which are the same: part by part, wildcards in both."""
    found = condition_pattern(text, expand=expand)
    return TextValue(found, _open_to_any_arn if _leaves_all_open(text) else None)


def boolean(text: str, expand: bool) -> Value:
    """Bool: true or false, in any case."""
    found = text_pattern(text, wild=False, expand=expand, fold=True)
    if not found.variables and text.lower() not in _TRUTHS:
        return TypedValue(None)
    return TextValue(found, _is_truth)


def _is_truth(actual: str) -> Match:
    return Match.YES if actual.lower() in _TRUTHS else NO


def _leaves_all_open(text: str) -> bool:
    parts = split(text)
    return parts is not None and parts[0] == "arn" and set(parts[1:]) == {"*"}


def _open_to_any_arn(actual: str) -> Match:
    """`arn:*:*:*:*:*` holds of every ARN; of a value that stands for some ARN nobody can tell."""
    return Match.YES if split(actual) else UNKNOWN
