"""One resource of a plan, and what its unknown arguments refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from bot.core.iac.declared import Declared, Place
from bot.core.iac.identity import Identities
from bot.core.iac.terraform.configuration import references, wholes
from bot.core.iac.terraform.plan import Change
from bot.core.iac.value import Hidden, Unknown, items, known, members, text, truth

Resolve = Callable[[object, Unknown], object]
"""An expression of the configuration, and the unknown value it stands for: what it refers to."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as it will be. `expressions` is None where its configuration is not there."""

    change: Change
    expressions: Mapping[str, object] | None
    resolve: Resolve
    identities: Identities
    region: str

    @property
    def place(self) -> Place:
        """Its address."""
        return Place(self.change.address)

    @property
    def values(self) -> Mapping[str, object]:
        """Its arguments and attributes."""
        return self.change.values

    def get(self, name: str) -> object:
        """An argument. What nobody set, and AWS will make up, is None."""
        value = self.values.get(name)
        if not isinstance(value, Unknown) or isinstance(value, Hidden) or self.expressions is None:
            return value
        expression = self.expressions.get(name)
        return None if expression is None else self.resolve(expression, value)

    def document(self, name: str) -> object:
        """A policy. What is made of a reference to anything but a document is not known."""
        value, told = self.values.get(name), self.get(name)
        if isinstance(value, Unknown) and isinstance(told, str):
            named = wholes(references((self.expressions or {}).get(name)))
            return Unknown(f"{value.expression} (made of {', '.join(named)})")
        return told or None

    def written(self, name: str) -> object:
        """A policy that somebody writes; None for one that only stands there already."""
        return self.document(name) if self._is_written(name) else None

    def standing(self, name: str) -> object:
        """A policy that stands there already, and that nobody writes."""
        return None if self._is_written(name) else self.document(name)

    def _is_written(self, name: str) -> bool:
        return self.expressions is None or name in self.expressions

    def text(self, name: str) -> str | Unknown | None:
        """An argument that is a text."""
        return text(self.get(name))

    def known(self, name: str, fallback: str = "") -> str:
        """An argument that is a known text."""
        return known(self.get(name), fallback)

    def truth(self, name: str) -> bool:
        """Whether an argument is true."""
        return truth(self.get(name))

    def name(self, name: str) -> str:
        """The name that it has or will have; a made-up one where AWS makes it up."""
        return known(self.values.get(name)) or self.identities.name(self.change.address)

    def arn(self, service: str, resource: str) -> str:
        """Its ARN, a made-up one where it is not made yet."""
        told = known(self.values.get("arn"))
        return told or self.identities.arn(service, resource, self.region)

    def blocks(self, name: str) -> list[tuple[object, Mapping[str, object]]]:
        """The nested blocks of a name, each with its expressions where they can be told."""
        found = items(self.values.get(name))
        written = [members(one) for one in items((self.expressions or {}).get(name))]
        # A configuration leaves out dynamic blocks: then nobody knows which one was written.
        written = written if len(written) == len(found) else []
        return [(one, _expressions(one, written)) for one in found]

    def in_block(
        self, block: Mapping[str, object], expressions: Mapping[str, object], name: str
    ) -> object:
        """An argument of a block: its unknown parts by what its expression refers to."""
        value = block.get(name)
        expression = expressions.get(name)
        if isinstance(value, Unknown) and not isinstance(value, Hidden):
            return self.resolve(expression, value)
        return self._items(value, expression) if isinstance(value, list) else value

    def _items(self, value: list[object], expression: object) -> list[object]:
        """Each unknown item by one thing that the expression names, where there are as many."""
        unknown = [one for one in value if _is_open(one)]
        named = wholes(references(expression))
        if len(unknown) < 2 or len(named) != len(unknown):
            return [self.resolve(expression, o) if _is_open(o) else o for o in value]
        each = zip(unknown, named, strict=True)
        found = [self.resolve({"references": [name]}, one) for one, name in each]
        return [one for one in value if not _is_open(one)] + found


def _is_open(value: object) -> TypeGuard[Unknown]:
    """Whether it is not known, and no secret either."""
    return isinstance(value, Unknown) and not isinstance(value, Hidden)


def _expressions(block: object, written: list[Mapping[str, object]]) -> Mapping[str, object]:
    """The expressions of the one written block that this can be; sets lose their order."""
    told = members(block)
    fitting = [one for one in written if all(_fits(told.get(n), e) for n, e in one.items())]
    alike = fitting[1:] and all(one == fitting[0] for one in fitting)
    return fitting[0] if len(fitting) == 1 or alike else {}


def _fits(value: object, expression: object) -> bool:
    constant = members(expression).get("constant_value")
    return constant is None or isinstance(value, Unknown) or _same(value, constant)


def _same(value: object, constant: object) -> bool:
    if isinstance(value, list) and isinstance(constant, list):
        return sorted(map(str, value)) == sorted(map(str, constant))
    return value == constant or known(value) == known(constant, "\0")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of resources: what it declares, what its attributes are before it is made, and what
    it leaves when it is deleted.
    """

    read: Callable[[Resource], Iterator[Declared]]
    names: Callable[[Resource], Mapping[str, str]] = lambda _: {}
    gone: Callable[[Resource], Iterator[Declared]] = lambda _: iter(())
