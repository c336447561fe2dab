"""String, Arn and Bool conditions: the kinds whose values may hold variables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.policy.arns import condition_pattern
from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, UNKNOWN
from bot.core.policy.operators.aws_values import can_be_aws
from bot.core.policy.operators.values import TypedValue, Value
from bot.core.policy.patterns import Doubt, Pattern, filled, text_pattern
from bot.core.policy.variables import Unresolved
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

    def match(self, actual: str, world: World, unsure: Doubt) -> Match:
        """Whether the request value matches; `unsure` says what counts where it has no text."""
        if self.fits is not None and (fit := self.fits(actual)) is not Match.YES:
            return fit
        return self.pattern.test(actual, world, unsure)

    def match_aws(self, key: str, world: World) -> Match:
        """Whether a value of AWS's own matches: told where the text can only be the customer's."""
        if self.universal:
            return Match.YES
        texts = Unresolved.OPEN if self.pattern.unreadable else self.pattern.texts(world)
        if isinstance(texts, Unresolved):
            return UNKNOWN
        return can_be_aws(key, filled(self.pattern.found, texts), world.accounts)


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
    return TextValue(condition_pattern(text, expand=expand))


def boolean(text: str, expand: bool) -> Value:
    """Bool: true or false, in any case."""
    found = text_pattern(text, wild=False, expand=expand, fold=True)
    if not found.variables and text.lower() not in _TRUTHS:
        return TypedValue(None)
    return TextValue(found, _is_truth)


def _is_truth(actual: str) -> Match:
    return Match.YES if actual.lower() in _TRUTHS else NO
