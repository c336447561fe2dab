"""Text with wildcards and variables, compiled once and matched in linear time.

Patterns are other people's text: `*a*a*a...` must not cost more than a look at each character. A
pattern with more than one wildcard is therefore run as a set of states, one bit each (Baeza-Yates
and Gonnet, "A new approach to text searching", 1992), which never goes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, UNKNOWN, YES, is_so
from bot.core.policy.variables import Literal, Unresolved, Variable, pieces
from bot.core.policy.world import World

Matcher = Callable[[str], bool]


class Wild(Enum):
    """A wildcard: any text, also none, or exactly one character; IN_PART without a colon."""

    STAR = "*"
    ONE = "?"
    STAR_IN_PART = "* within a part"
    ONE_IN_PART = "? within a part"


_STARS = frozenset({Wild.STAR, Wild.STAR_IN_PART})
Token = str | Wild | Variable
Texts = Mapping[Variable, str]

_WILD = re.compile(r"([*?])")
_WILDS = {"*": Wild.STAR, "?": Wild.ONE}


def tokens(text: str, *, wild: bool, expand: bool) -> tuple[Token, ...]:
    """The text as literals, wildcards (where `wild`) and variables (where `expand`)."""
    if not (expand and "${" in text):
        return tuple(_wildcards(text)) if wild else (text,)
    found: list[Token] = []
    for piece in pieces(text):
        if isinstance(piece, Literal):
            found.append(piece.text)
        elif isinstance(piece, Variable) or not wild:
            found.append(piece)
        else:
            found.extend(_wildcards(piece))
    return tuple(found)


def _wildcards(text: str) -> Iterator[str | Wild]:
    if "*" not in text and "?" not in text:
        yield text
        return
    for part in _WILD.split(text):
        if part:
            yield _WILDS.get(part, part)


def filled(found: Iterable[Token], texts: Texts) -> list[str | Wild]:
    """The tokens with a text for each variable, neighbouring literals joined."""
    parts = [texts[token] if isinstance(token, Variable) else token for token in found]
    if len(parts) < 2:
        return parts
    joined: list[str | Wild] = []
    literal: list[str] = []
    for part in (*parts, None):
        if isinstance(part, str):
            literal.append(part)
            continue
        if literal:
            joined.append("".join(literal))
            literal = []
        if part is not None:
            joined.append(part)
    return joined


def matcher(found: Sequence[Token], texts: Texts, *, fold: bool = False) -> Matcher:
    """A test of one text against the tokens, the variables replaced; `fold` ignores case."""
    parts = filled(found, texts)
    if not fold:
        return _plain(parts)
    exact = _plain([part.lower() if isinstance(part, str) else part for part in parts])
    return lambda text: exact(text.lower())


def _plain(parts: list[str | Wild]) -> Matcher:
    """The usual patterns have no wildcard, or one star."""
    wilds = [position for position, part in enumerate(parts) if isinstance(part, Wild)]
    if not wilds:
        literal = "".join(map(str, parts))
        return lambda text: text == literal
    if len(wilds) == 1 and (star := parts[wilds[0]]) in _STARS:
        head, tail = parts[: wilds[0]], parts[wilds[0] + 1 :]
        return _one_star("".join(map(str, head)), "".join(map(str, tail)), star)
    return _states(parts)


def _one_star(head: str, tail: str, star: str | Wild) -> Matcher:
    least, end, in_part = len(head) + len(tail), -len(tail) or None, star is Wild.STAR_IN_PART

    def test(text: str) -> bool:
        fits = len(text) >= least and text.startswith(head) and text.endswith(tail)
        return fits and not (in_part and ":" in text[len(head) : end])

    return test


def _states(parts: list[str | Wild]) -> Matcher:
    """State i: the first i characters of the pattern are found. A star is a state that may stay."""
    takes: dict[str, int] = {}
    any_one = part_one = any_loop = part_loop = 0
    state = 1
    for part in parts:
        if isinstance(part, str):
            for character in part:
                state <<= 1
                takes[character] = takes.get(character, 0) | state
        elif part is Wild.STAR:
            any_loop |= state
        elif part is Wild.STAR_IN_PART:
            part_loop |= state
        else:
            state <<= 1
            any_one |= state if part is Wild.ONE else 0
            part_one |= state if part is Wild.ONE_IN_PART else 0
    last, within, stays = state, any_one | part_one, any_loop | part_loop
    head = parts[0] if isinstance(parts[0], str) else ""

    def test(text: str) -> bool:
        if not text.startswith(head):
            return False
        states = 1
        for character in text:
            ones, loops = (any_one, any_loop) if character == ":" else (within, stays)
            states = states << 1 & (takes.get(character, 0) | ones) | states & loops
            if not states:
                return False
        return bool(states & last)

    return test


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a value counts for that cannot be compared.

    `unresolved` where a variable has no text: such a value does not match, and under a negated
    operator nobody can tell (docs/facts.md 4.2, rule 12). `unreadable` where AWS documents no
    reading: it never lets anybody in, and may keep somebody out.
    """

    unresolved: Match
    unreadable: Match


_SURE, _WARY, _NEGATED = Doubt(NO, NO), Doubt(NO, UNKNOWN), Doubt(UNKNOWN, UNKNOWN)


def doubt(*, negated: bool, wary: bool) -> Doubt:
    """The doubt of a value under a negation, or (`wary`) in a statement that may be a Deny."""
    if negated:
        return _NEGATED
    return _WARY if wary else _SURE


@dataclass(frozen=True, slots=True)
class Pattern:
    """A value of a policy that is matched as text.

    `found` are its tokens, `build` makes the matcher once the variables have a text; `fixed` is it
    where there are none. `reach` is what the value may match beside that, which AWS does not say.
    `unreadable` is true for a value that AWS gives no meaning.
    """

    found: tuple[Token, ...]
    build: Callable[[Texts], Matcher]
    variables: tuple[Variable, ...] = ()
    fixed: Matcher | None = None
    reach: Matcher | None = None
    unreadable: bool = False

    @property
    def universal(self) -> bool:
        """True for a lone star, which matches whatever a key holds."""
        return self.found == (Wild.STAR,)

    def test(self, actual: str, world: World, unsure: Doubt) -> Match:
        """Whether `actual` matches; `unsure` says what counts where that cannot be compared."""
        if self.unreadable:
            return unsure.unreadable
        if self.fixed is not None:
            if self.fixed(actual):
                return YES
            far = self.reach is not None and self.reach(actual)
            return unsure.unreadable if far else NO
        texts = self.texts(world)
        if isinstance(texts, Unresolved):
            return unsure.unresolved if texts is Unresolved.NEVER else UNKNOWN
        return is_so(self.build(texts)(actual))

    def texts(self, world: World) -> Texts | Unresolved:
        """The text of each variable, or why there is none."""
        values = {variable: variable.value(world) for variable in self.variables}
        if Unresolved.NEVER in values.values():
            return Unresolved.NEVER
        texts = {variable: text for variable, text in values.items() if isinstance(text, str)}
        return texts if len(texts) == len(values) else Unresolved.OPEN


def pattern(
    found: tuple[Token, ...],
    build: Callable[[Texts], Matcher],
    *,
    reach: Matcher | None = None,
    unreadable: bool = False,
) -> Pattern:
    """A Pattern of these tokens, its matcher made at once where nothing varies."""
    variables = tuple(dict.fromkeys(token for token in found if isinstance(token, Variable)))
    unreadable = unreadable or any(not variable.key for variable in variables)
    fixed = None if variables else build({})
    return Pattern(found, build, variables, fixed, reach, unreadable)


def text_pattern(text: str, *, wild: bool, expand: bool, fold: bool = False) -> Pattern:
    """A Pattern over the whole text, as String conditions and actions use it."""
    found = tokens(text, wild=wild, expand=expand)
    return pattern(found, lambda texts: matcher(found, texts, fold=fold))
