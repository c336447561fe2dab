"""What a policy value of any kind of condition can be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.core.policy.decision import Match
from bot.core.policy.kleene import UNKNOWN
from bot.core.policy.patterns import Doubt
from bot.core.policy.world import World


class Value(Protocol):
    """One value of a condition, compiled.

    `variables` are the lower-case names of the keys that it refers to; `universal` is true where
    any request value at all matches it.
    """

    @property
    def variables(self) -> tuple[str, ...]:
        """The keys of its policy variables."""

    @property
    def universal(self) -> bool:
        """Whether every request value matches."""

    def match(self, actual: str, world: World, unsure: Doubt) -> Match:
        """Whether the request value matches; `unsure` says what counts where it has no text."""

    def match_aws(self, key: str, world: World) -> Match:
        """Whether a value of AWS's own, which nobody knows, matches under the lower-case key."""


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value of a type without variables: a number, a date, an address, a binary.

    `test` is None where the policy's text is not of the type: AWS would not have taken it, and
    what it does with it is not documented, so nothing can be told. `aws` is the answer for a value
    of AWS's own.
    """

    test: Callable[[str], Match] | None
    aws: Match = UNKNOWN
    variables: tuple[str, ...] = ()
    universal: bool = False

    def match(self, actual: str, world: World, unsure: Doubt) -> Match:
        """What `test` says. A request value that is not of the type matches nothing."""
        return UNKNOWN if self.test is None else self.test(actual)

    def match_aws(self, key: str, world: World) -> Match:
        """The same for every key."""
        return self.aws
