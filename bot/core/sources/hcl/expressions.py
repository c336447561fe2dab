"""The value of an attribute, as far as a policy can be found in it; anything else is Opaque."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.sources.hcl.tokens import Kind, Token


@dataclass(frozen=True, slots=True)
class Opaque:
    """What is not taken apart: a condition, a sum, a loop."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal(Opaque):
    """A number, true, false or null."""


@dataclass(frozen=True, slots=True)
class Quoted(Opaque):
    """A text in quotes, as it is written."""


@dataclass(frozen=True, slots=True)
class Heredoc(Opaque):
    """A text between markers, as it is written."""


@dataclass(frozen=True, slots=True)
class Reference(Opaque):
    """What names something. `path` leaves out indexes and splats: aws_sns_topic.x[0].arn."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call(Opaque):
    """A function with its arguments."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Tuple(Opaque):
    """A list. `comma` is where a comma behind the last item stands, None without one."""

    items: tuple[Expression, ...]
    comma: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object: `key` without quotes, `sign` what stands between ("=", ":")."""

    start: int
    key: str
    quoted: bool
    sign: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Object(Opaque):
    """An object."""

    members: tuple[Member, ...]

    def get(self, key: str) -> Expression | None:
        """The value of a key; None without one, and where it stands twice."""
        found = [one.value for one in self.members if one.key == key]
        return found[0] if len(found) == 1 else None


Expression = Opaque


class Reader:
    """Reads the expressions of one text's tokens; `partners` closes each bracket."""

    def __init__(self, found: Sequence[Token], partners: Mapping[int, int]) -> None:
        self._tokens, self._partners = found, partners

    def expression(self, first: int, behind: int) -> Expression:
        """That of the tokens `[first:behind]`, of which there is one at least."""
        first, behind = self._stripped(first, behind)
        head, words = self._tokens[first], self._words(first, behind)
        start, end = head.start, self._tokens[behind - 1].end
        if behind - first == 1:
            return _single(head)
        if self._partners.get(first) == behind - 1:
            return self._bracketed(first, behind, (start, end, words))
        called = head.kind is Kind.NAME and self._tokens[first + 1].text == "("
        if called and self._partners.get(first + 1) == behind - 1:
            inner = self._parts(first + 2, behind - 1)
            arguments = tuple(self.expression(*part) for part in inner)
            return Call(start, end, words, head.text, arguments)
        path = self._path(first, behind)
        return Reference(start, end, words, path) if path else Opaque(start, end, words)

    def _words(self, first: int, behind: int) -> tuple[str, ...]:
        found = self._tokens[first:behind]
        return tuple(one.text for one in found if one.kind is not Kind.NEWLINE)

    def _stripped(self, first: int, behind: int) -> tuple[int, int]:
        while behind - first > 1 and self._tokens[behind - 1].kind is Kind.NEWLINE:
            behind -= 1
        while behind - first > 1 and self._tokens[first].kind is Kind.NEWLINE:
            first += 1
        return first, behind

    def _bracketed(
        self, first: int, behind: int, place: tuple[int, int, tuple[str, ...]]
    ) -> Expression:
        mark, inner = self._tokens[first].text, (first + 1, behind - 1)
        begins = next((w for w in self._words(*inner)), "")
        if mark == "(" and begins:
            return self.expression(*inner)
        if begins == "for" or mark == "(":
            return Opaque(*place)
        if mark == "[":
            last = self._stripped(*inner)[1] - 1
            comma = self._tokens[last].start if self._tokens[last].text == "," else None
            return Tuple(*place, tuple(self.expression(*p) for p in self._parts(*inner)), comma)
        members = tuple(map(self._member, self._parts(*inner, lines=True)))
        found = tuple(one for one in members if one is not None)
        return Object(*place, found) if len(found) == len(members) else Opaque(*place)

    def _member(self, part: tuple[int, int]) -> Member | None:
        first, behind = part
        if behind - first < 3 or self._tokens[first].kind not in {Kind.NAME, Kind.QUOTED}:
            return None
        head, sign = self._tokens[first], self._tokens[first + 1]
        if sign.text not in {"=", ":"}:
            return None
        quoted = head.kind is Kind.QUOTED
        key = head.text[1:-1] if quoted else head.text
        return Member(head.start, key, quoted, sign.text, self.expression(first + 2, behind))

    def _parts(self, first: int, behind: int, *, lines: bool = False) -> Iterator[tuple[int, int]]:
        """What stands between commas (and, in an object, on lines of its own)."""
        begin = at = first
        while at < behind:
            token = self._tokens[at]
            if token.text == "," or (lines and token.kind is Kind.NEWLINE):
                if self._words(begin, at):
                    yield self._stripped(begin, at)
                begin = at + 1
            at = self._partners.get(at, at) + 1
        if self._words(begin, behind):
            yield self._stripped(begin, behind)

    def _path(self, first: int, behind: int) -> tuple[str, ...]:
        """The names of a reference, () for what is none."""
        if self._tokens[first].kind is not Kind.NAME:
            return ()
        path, at = [self._tokens[first].text], first + 1
        while at < behind:
            mark = self._tokens[at].text
            if mark == "[" and at in self._partners:
                at = self._partners[at] + 1
            elif mark == "." and at + 1 < behind:
                step = self._tokens[at + 1]
                if step.kind is Kind.NAME:
                    path.append(step.text)
                elif step.kind is not Kind.NUMBER and step.text != "*":
                    return ()
                at += 2
            else:
                return ()
        return tuple(path)


def _single(token: Token) -> Expression:
    place = token.start, token.end, (token.text,)
    if token.kind is Kind.QUOTED:
        return Quoted(*place)
    if token.kind is Kind.HEREDOC:
        return Heredoc(*place)
    if token.kind is Kind.NUMBER or token.text in {"true", "false", "null"}:
        return Literal(*place)
    return Reference(*place, (token.text,)) if token.kind is Kind.NAME else Opaque(*place)
