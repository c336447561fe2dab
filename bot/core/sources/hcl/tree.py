"""A file of HCL as blocks and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.sources.hcl.expressions import Call, Expression, Object, Reader, Tuple
from bot.core.sources.hcl.tokens import HclError, Kind, Token, error, partners, tokens


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name = value`."""

    start: int
    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { ... }`: `[open]` is the brace that opens it, `[end]` stands behind the other
    one.
    """

    start: int
    open: int
    end: int
    type: str
    labels: tuple[str, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a file or a block, in its order."""

    items: tuple[Attribute | Block, ...]

    def blocks(self, type: str) -> Iterator[Block]:
        """The blocks of a type."""
        return (one for one in self.items if isinstance(one, Block) and one.type == type)

    def value(self, name: str) -> Expression | None:
        """An attribute's value."""
        named = (one for one in self.items if isinstance(one, Attribute) and one.name == name)
        return next((one.value for one in named), None)


def parse(text: str) -> Body:
    """The file's tree. Raises HclError."""
    found = [token for token in tokens(text) if token.kind is not Kind.COMMENT]
    return _Reader(text, found).body(0, len(found))


def comments(text: str) -> Iterator[Token]:
    """The comments of a text. Raises HclError."""
    return (token for token in tokens(text) if token.kind is Kind.COMMENT)


def parts(found: Body | Block | Attribute | Expression) -> Iterator[Expression]:
    """Every expression in it, the outer before the inner."""
    if isinstance(found, Expression):
        yield found
    for one in _inner(found):
        yield from parts(one)


def _inner(found: Body | Block | Attribute | Expression) -> Iterator[Body | Block | Expression]:
    if isinstance(found, Body):
        yield from (one if isinstance(one, Block) else one.value for one in found.items)
    elif isinstance(found, Block):
        yield found.body
    elif isinstance(found, Attribute):
        yield found.value
    elif isinstance(found, Tuple):
        yield from found.items
    elif isinstance(found, Object):
        yield from (one.value for one in found.members)
    elif isinstance(found, Call):
        yield from found.arguments


def plain(found: object) -> object:
    """A part of a tree without its places, as lists: what two texts have in common."""
    if isinstance(found, Body):
        return [plain(one) for one in found.items]
    if isinstance(found, Block):
        return [found.type, list(found.labels), plain(found.body)]
    if isinstance(found, Attribute):
        return [found.name, plain(found.value)]
    return _plain(found) if isinstance(found, Expression) else found


def _plain(found: Expression) -> list[object]:
    if isinstance(found, Tuple):
        return ["[]", *map(plain, found.items)]
    if isinstance(found, Call):
        return [found.name, *map(plain, found.arguments)]
    if isinstance(found, Object):
        return ["{}", *([one.key, plain(one.value)] for one in found.members)]
    return list(found.words)


class _Reader:
    def __init__(self, text: str, found: list[Token]) -> None:
        self._text, self._tokens = text, found
        self._partners = partners(text, found)
        self._expressions = Reader(found, self._partners)

    def body(self, first: int, behind: int) -> Body:
        items: list[Attribute | Block] = []
        at = first
        while at < behind:
            token = self._tokens[at]
            if token.kind is Kind.NEWLINE:
                at += 1
                continue
            if token.kind is not Kind.NAME:
                raise error(self._text, token.start)
            if at + 1 < behind and self._tokens[at + 1].text == "=":
                end = self._line_end(at + 2, behind)
                items.append(self._attribute(at, end))
            else:
                block, end = self._block(at, behind)
                items.append(block)
            at = end
        return Body(tuple(items))

    def _attribute(self, at: int, end: int) -> Attribute:
        head = self._tokens[at]
        if end == at + 2:
            raise error(self._text, head.start)
        return Attribute(head.start, head.text, self._expressions.expression(at + 2, end))

    def _block(self, at: int, behind: int) -> tuple[Block, int]:
        head, labels = self._tokens[at], list[str]()
        index = at + 1
        while index < behind and self._tokens[index].text != "{":
            label = self._tokens[index]
            if label.kind not in {Kind.NAME, Kind.QUOTED}:
                raise error(self._text, label.start)
            labels.append(label.text.strip('"'))
            index += 1
        if index >= behind:
            raise error(self._text, head.start)
        closing = self._partners[index]
        body = self.body(index + 1, closing)
        open_, end = self._tokens[index].start, self._tokens[closing].end
        return Block(head.start, open_, end, head.text, tuple(labels), body), closing + 1

    def _line_end(self, at: int, behind: int) -> int:
        """Behind the last token of an attribute: a line ends only outside of brackets."""
        while at < behind and self._tokens[at].kind is not Kind.NEWLINE:
            at = self._partners.get(at, at) + 1
        return at


__all__ = ["Attribute", "Block", "Body", "HclError", "comments", "parse", "parts", "plain"]
