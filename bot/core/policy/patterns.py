"""Text with wildcards and variables, compiled once and matched in linear time.

Patterns are other people's text: `*a*a*a...` must not cost more than a look at each character. The
stretches between stars are therefore found one after another in atomic groups, which give nothing
back, and leftmost is right for wildcards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.core.policy.decision import Match
from bot.core.policy.kleene import UNKNOWN, is_so
from bot.core.policy.variables import Literal, Unresolved, Variable, pieces
from bot.core.policy.world import World

Matcher = Callable[[str], bool]


class Wild(Enum):
    """A wildcard: any text, also none, or exactly one character."""

    STAR = "*"
    ONE = "?"


Token = str | Wild | Variable
Texts = Mapping[Variable, str]

_WILD = re.compile(r"([*?])")


def tokens(text: str, *, wild: bool, expand: bool) -> tuple[Token, ...]:
    """The text as literals, wildcards (where `wild`) and variables (where `expand`)."""
    found: list[Token] = []
    for piece in pieces(text) if expand else (text,):
        if isinstance(piece, Literal):
            found.append(piece.text)
        elif isinstance(piece, Variable) or not wild:
            found.append(piece)
        else:
            found.extend(_wildcards(piece))
    return tuple(found)


def _wildcards(text: str) -> Iterator[str | Wild]:
    for part in _WILD.split(text):
        if part in {"*", "?"}:
            yield Wild(part)
        elif part:
            yield part


def matcher(found: Iterable[Token], texts: Texts, *, fold: bool = False) -> Matcher:
    """A test of one text against the tokens, the variables replaced; `fold` ignores case."""
    parts = [_fixed(token, texts, fold) for token in found]
    stretches = _stretches(parts)
    if fold:
        exact = _plain(stretches)
        return lambda text: exact(text.lower())
    return _plain(stretches)


def _fixed(token: Token, texts: Texts, fold: bool) -> str | Wild:
    if isinstance(token, Wild):
        return token
    text = texts[token] if isinstance(token, Variable) else token
    return text.lower() if fold else text


def _stretches(parts: Sequence[str | Wild]) -> list[list[str | Wild]]:
    """What stands between the stars; the empty ones only at the ends."""
    found: list[list[str | Wild]] = [[]]
    for part in parts:
        if part is not Wild.STAR:
            found[-1].append(part)
        elif len(found) == 1 or found[-1]:
            found.append([])
    return found


def _plain(stretches: list[list[str | Wild]]) -> Matcher:
    ones = any(part is Wild.ONE for stretch in stretches for part in stretch)
    if ones or len(stretches) > 2:
        return _regex(["".join(map(_source, stretch)) for stretch in stretches])
    first, *rest = ["".join(map(str, stretch)) for stretch in stretches]
    if not rest:
        return lambda text: text == first
    last, least = rest[0], len(first) + len(rest[0])
    return lambda text: len(text) >= least and text.startswith(first) and text.endswith(last)


def _source(part: str | Wild) -> str:
    return "." if isinstance(part, Wild) else re.escape(part)


def _regex(sources: list[str]) -> Matcher:
    first, *middle = sources
    last = f".*{middle.pop()}" if middle else ""
    found = re.compile(first + "".join(f"(?>.*?{s})" for s in middle) + last, re.DOTALL).fullmatch
    return lambda text: found(text) is not None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A value of a policy that is matched as text.

    `build` makes the matcher once the variables have a text; `fixed` is it where there are none.
    `universal` is true for a lone star, which matches whatever a key holds.
    """

    build: Callable[[Texts], Matcher]
    variables: tuple[Variable, ...] = ()
    universal: bool = False
    fixed: Matcher | None = None

    def test(self, actual: str, world: World, unresolved: Match) -> Match:
        """Whether `actual` matches; `unresolved` where a variable has no text to give.

        FACTS 4.2, rule 12: such a value does not match; under a negated operator nobody can tell.
        """
        if self.fixed is not None:
            return is_so(self.fixed(actual))
        values = {variable: variable.value(world) for variable in self.variables}
        if Unresolved.NEVER in values.values():
            return unresolved
        texts = {variable: text for variable, text in values.items() if isinstance(text, str)}
        return is_so(self.build(texts)(actual)) if len(texts) == len(values) else UNKNOWN


def pattern(found: Sequence[Token], build: Callable[[Texts], Matcher]) -> Pattern:
    """A Pattern of these tokens, its matcher made at once where nothing varies."""
    variables = tuple(dict.fromkeys(token for token in found if isinstance(token, Variable)))
    universal = tuple(found) == (Wild.STAR,)
    return Pattern(build, variables, universal, None if variables else build({}))


def text_pattern(text: str, *, wild: bool, expand: bool, fold: bool = False) -> Pattern:
    """A Pattern over the whole text, as String conditions and actions use it."""
    found = tokens(text, wild=wild, expand=expand)
    return pattern(found, lambda texts: matcher(found, texts, fold=fold))
