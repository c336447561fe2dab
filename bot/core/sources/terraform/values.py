"""What an expression says, as far as the files of its folder tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from bot.core.sources.hcl import (
    Call,
    Expression,
    HclError,
    Literal,
    Opaque,
    Quoted,
    Reference,
    Tuple,
    parse,
)
from bot.core.sources.hcl.tokens import interpolation_end
from bot.core.sources.reading import HOLE, Reading
from bot.core.sources.terraform.module import Module

_MOST = 32
_DEEPEST = 12
_LAST_CHARACTER = 0x10FFFF
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))')


def readings(module: Module, expression: Expression, depth: int = 0) -> tuple[Reading, ...]:
    """Each text that it can be; several where a variable has several values."""
    if depth > _DEEPEST:
        return (HOLE,)
    if isinstance(expression, Quoted):
        return _of_template(module, expression.words[0][1:-1], depth)
    if isinstance(expression, Reference):
        found = _values(module, expression.path)
        read = (one for value in found for one in readings(module, value, depth + 1))
        return tuple(dict.fromkeys(islice(read, _MOST))) or (HOLE,)
    if isinstance(expression, Literal) and expression.words[0] != "null":
        return (Reading((expression.words[0],)),)
    return (HOLE,)


def followed(module: Module, expression: Expression, passed: list[str] | None = None) -> Expression:
    """What stands behind `local.x`; and behind one(...), try(...) and the like around it. The
    locals on the way are added to `passed`.
    """
    for _ in range(_DEEPEST):
        inner = _unwrapped(expression)
        if isinstance(inner, Reference) and inner.path[:1] == ("local",) and len(inner.path) == 2:
            if passed is not None:
                passed.append(".".join(inner.path))
            inner = module.local(inner.path[1]) or inner
        if inner is expression:
            break
        expression = inner
    return expression


def unescaped(text: str) -> str:
    """What a text in quotes without templates says."""

    def put(found: re.Match[str]) -> str:
        code = int(found[1] or found[2] or "0", 16)
        return (
            (chr(code) if code <= _LAST_CHARACTER else "") if code else _ESCAPES.get(found[3], "")
        )

    return _ESCAPE.sub(put, text)


def _values(module: Module, path: tuple[str, ...]) -> tuple[Expression, ...]:
    if len(path) != 2:
        return ()
    if path[0] == "var":
        return module.variable(path[1])
    local = module.local(path[1]) if path[0] == "local" else None
    return (local,) if local is not None else ()


def _unwrapped(expression: Expression) -> Expression:
    """The one thing that a function only takes out of a list, or falls back from."""
    if isinstance(expression, Quoted):
        inner = expression.words[0][1:-1]
        if inner.startswith("${") and interpolation_end(inner, 2) == len(inner):
            return _expression(inner[2:-1])
    if not isinstance(expression, Call) or not expression.arguments:
        return expression
    first, *rest = expression.arguments
    if expression.name in {"one", "concat"} and not rest:
        return first
    if expression.name == "join" and len(rest) == 1 and first.words == ('""',):
        return rest[0]
    whole = expression.name == "element" or all(map(_is_nothing, rest))
    return first if whole and expression.name in {"element", "try"} else expression


def _is_nothing(expression: Expression) -> bool:
    empty = isinstance(expression, Tuple) and not expression.items
    return empty or expression.words in {("null",), ('""',)}


def _of_template(module: Module, text: str, depth: int) -> tuple[Reading, ...]:
    parts = [
        (Reading((part,)),)
        if isinstance(part, str)
        else (HOLE,)
        if part is None
        else readings(module, part, depth + 1)
        for part in template_parts(text)
    ]
    made = (Reading(tuple(p for one in some for p in one.parts)) for some in product(*parts))
    return tuple(dict.fromkeys(islice(made, _MOST)))


def template_parts(text: str) -> Iterator[str | Expression | None]:
    """A quoted text in pieces: texts, what stands in `${...}`, None for a directive."""
    at, said = 0, list[str]()
    while at < len(text):
        if text.startswith(("$${", "%%{"), at):
            said.append(text[at + 1 : at + 3])
            at += 3
        elif text.startswith(("${", "%{"), at):
            end = interpolation_end(text, at + 2)
            yield unescaped("".join(said))
            yield _expression(text[at + 2 : end - 1]) if text[at] == "$" else None
            at, said = end, []
        else:
            step = 2 if text[at] == "\\" else 1
            said.append(text[at : at + step])
            at += step
    yield unescaped("".join(said))


def _expression(text: str) -> Expression:
    """An expression that stands in a text; its places are not those of the file."""
    try:
        found = parse(f"x = ({text.strip('~ ')})\n").value("x")
    except HclError:
        found = None
    return found or Opaque(0, 0, (text,))
