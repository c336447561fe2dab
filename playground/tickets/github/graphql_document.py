"""A GraphQL document with one mutation, read as its specification says (October 2021, 2).

Fragments, directives and several operations are left out: they are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r'[\s,]*(?:#[^\n]*[\s,]*)*(?P<token>[{}()\[\]:!=$]|\.\.\.|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|\w+)?'
)


class GraphqlError(Exception):
    """The document is refused, with GitHub's words."""

    def __init__(self, says: str, *, code: str = "") -> None:
        super().__init__(says)
        self.extensions = {"extensions": {"code": code}} if code else {}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is asked for; `key` is its alias, or its name."""

    key: str
    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    selection: tuple[Field, ...] = ()


def mutation(text: str, variables: Mapping[str, object], name: str, kind: str) -> Field:
    """The field of a mutation that has just this one, its variables filled in. Variables may be of
    the type `kind` alone. Raises GraphqlError.
    """
    reader = _Reader(_tokens(text), variables)
    found = reader.document(kind)
    if len(found) != 1 or found[0].name != name:
        other = next((one.name for one in found if one.name != name), name)
        raise GraphqlError(
            f"Field '{other}' doesn't exist on type 'Mutation'", code="undefinedField"
        )
    return found[0]


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if (
            found is None
            or found.end() == at
            or (found["token"] is None and found.end() < len(text))
        ):
            near = text[at : at + 20]
            raise GraphqlError(f"Parse error on {near!r}")
        if found["token"] is not None:
            tokens.append(found["token"])
        at = found.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[str], variables: Mapping[str, object]) -> None:
        self._tokens, self._at = tokens, 0
        self._variables = variables
        self._declared: set[str] = set()

    def document(self, kind: str) -> tuple[Field, ...]:
        self._must("mutation")
        if self._next not in {"(", "{"}:
            self._take()
        if self._took("("):
            while not self._took(")"):
                self._declare(kind)
        found = self._selection()
        if self._next:
            raise self._wrong()
        return found

    def _declare(self, kind: str) -> None:
        self._must("$")
        name = self._take()
        self._must(":")
        type = self._take() + ("!" if self._took("!") else "")
        if type != kind:
            raise GraphqlError(
                f"Type mismatch on variable ${name} and argument input ({type} / {kind})"
            )
        if name not in self._variables:
            says = f"Variable ${name} of type {type} was provided invalid value"
            raise GraphqlError(says)
        self._declared.add(name)

    def _selection(self) -> tuple[Field, ...]:
        self._must("{")
        found = []
        while not self._took("}"):
            found.append(self._field())
        if not found:
            raise self._wrong()
        return tuple(found)

    def _field(self) -> Field:
        key = name = self._name()
        if self._took(":"):
            name = self._name()
        arguments: dict[str, object] = {}
        if self._took("("):
            while not self._took(")"):
                argument = self._name()
                self._must(":")
                arguments[argument] = self._value()
        inner = self._selection() if self._next == "{" else ()
        return Field(key, name, arguments, inner)

    def _value(self) -> object:
        token = self._take()
        if token == "$":
            name = self._name()
            if name not in self._declared:
                raise GraphqlError(f"Variable ${name} is used but not declared")
            return self._variables[name]
        if token == "{":
            return self._object()
        if token == "[":
            values = []
            while not self._took("]"):
                values.append(self._value())
            return values
        if token[0] == '"' or token in {"true", "false", "null"} or token[0] in "-0123456789":
            return json.loads(token)
        return token

    def _object(self) -> dict[str, object]:
        found: dict[str, object] = {}
        while not self._took("}"):
            name = self._name()
            self._must(":")
            found[name] = self._value()
        return found

    @property
    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _name(self) -> str:
        token = self._take()
        if not re.fullmatch(r"[A-Za-z_]\w*", token):
            self._at -= 1
            raise self._wrong()
        return token

    def _take(self) -> str:
        token = self._next
        if not token:
            raise self._wrong()
        self._at += 1
        return token

    def _took(self, token: str) -> bool:
        took = self._next == token
        self._at += took
        return took

    def _must(self, token: str) -> None:
        if not self._took(token):
            raise self._wrong()

    def _wrong(self) -> GraphqlError:
        near = repr(self._next) if self._next else "end of file"
        return GraphqlError(f"Parse error on {near}")
