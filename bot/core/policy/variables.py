"""Policy variables: `${key}`, `${key, 'default'}` and the literals `${*}`, `${?}`, `${$}`.

Only a policy of Version 2012-10-17 has them; in an older one the same text stands for itself
(docs/facts.md 4.2, rule 12; IAM guide, reference_policies_variables).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.core.policy.world import World

_NOT_IN_A_KEY = frozenset("'\"${}*?")


class Unresolved(Enum):
    """Why a variable has no text: there is none to have, or it cannot be told."""

    NEVER = "never"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, by the lower-case name of its key. A malformed one has the name "".

    `loose` is true for a spelling that AWS does not document (blanks about the name, a default
    that does not follow a comma and a space): it may mean this variable, or nothing.
    """

    key: str
    default: str | None = None
    loose: bool = False

    def value(self, world: World) -> str | Unresolved:
        """The text that takes its place. A key with several values has none (it is a set)."""
        if self.loose or world.is_open(self.key) or self.key in world.more:
            return Unresolved.OPEN
        held = world.held.get(self.key, ())
        if len(held) == 1:
            return held[0]
        if not held and self.default is not None:
            return self.default
        return Unresolved.NEVER


@dataclass(frozen=True, slots=True)
class Literal:
    """One character that stands for itself, though it would be a wildcard: `${*}`."""

    text: str


def pieces(text: str) -> Iterator[str | Literal | Variable]:
    """The text cut at its variables, in one pass however many brackets a customer opens."""
    position = 0
    while (start := text.find("${", position)) >= 0:
        if start > position:
            yield text[position:start]
        end = _closing(text, start + 2)
        if end < 0:
            yield Variable("")
            return
        yield _variable(text[start + 2 : end])
        position = end + 1
    if position < len(text):
        yield text[position:]


def _closing(text: str, start: int) -> int:
    end = text.find("}", start)
    quote = text.find("'", start, end) if end >= 0 else -1
    if quote < 0:
        return end
    unquote = text.find("'", quote + 1)
    return text.find("}", unquote) if unquote >= 0 else -1


def _variable(inner: str) -> Literal | Variable:
    if inner in {"*", "?", "$"}:
        return Literal(inner)
    name, comma, rest = inner.partition(",")
    key, default = name.strip().lower(), rest.strip()
    if not key or not _NOT_IN_A_KEY.isdisjoint(key):
        return Variable("")
    if not comma:
        return Variable(key, loose=name != name.strip())
    quoted = len(default) >= 2 and default[0] == default[-1] == "'" and default.count("'") == 2
    loose = (name, rest) != (name.strip(), f" {default}")
    return Variable(key, default[1:-1], loose) if quoted else Variable("")
