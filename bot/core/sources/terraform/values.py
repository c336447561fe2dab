"""What an expression says, as far as the files of its folder tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from bot.core.sources.partial_text import HOLE, PartialText
from bot.core.sources.terraform.module import Module

_MOST = 32
_DEEPEST = 12
_LONGEST = 200
"""Parts of a text: no name has so many, and a few locals that name each other ten times do."""
_LAST_CHARACTER = 0x10FFFF
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_VERB = re.compile(r"%[sdv]")
_MARKS = {"%", "{"}
_NOTHING = Opaque(0, 0, ("",))
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))')


def readings(module: Module, expression: Expression, depth: int = 0) -> tuple[PartialText, ...]:
    """Each text that it can be; several where a variable has several values."""
    if depth > _DEEPEST:
        return (HOLE,)
    if isinstance(expression, Quoted):
        return _together(module, template_parts(expression.words[0][1:-1]), depth)
    if isinstance(expression, Reference):
        return _of_name(module, expression.path, depth)
    if isinstance(expression, Call):
        return _together(module, _of_call(module, expression), depth)
    if isinstance(expression, Literal) and expression.words[0] != "null":
        return (PartialText((expression.words[0],)),)
    return (HOLE,)


def _of_name(module: Module, path: tuple[str, ...], depth: int) -> tuple[PartialText, ...]:
    if path not in module.read:
        module.read[path] = (HOLE,)  # what names itself says nothing
        found = _values(module, path)
        module.read[path] = _few(
            one for value in found for one in readings(module, value, depth + 1)
        )
    return module.read[path]


def followed(module: Module, expression: Expression, passed: list[str] | None = None) -> Expression:
    """What stands behind `local.x`; and behind one(...), try(...) and the like around it. The
    locals on the way are added to `passed`.
    """
    for _ in range(_DEEPEST):
        inner = _unwrapped(expression)
        # With an index behind it (local.x[0]) it is a part of the local, and no whole one.
        if isinstance(inner, Reference) and inner.words[:-1] == ("local", "."):
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


def _together(
    module: Module, parts: Iterable[str | Expression | None], depth: int
) -> tuple[PartialText, ...]:
    """The texts that pieces make: each with each."""
    read = [_piece(module, part, depth) for part in parts]
    if sum(max(len(one.parts) for one in some) for some in read) > _LONGEST:
        return (HOLE,)
    return _few(PartialText(tuple(p for one in some for p in one.parts)) for some in product(*read))


def _piece(module: Module, part: str | Expression | None, depth: int) -> tuple[PartialText, ...]:
    if isinstance(part, str):
        return (PartialText((part,)),)
    return readings(module, part, depth + 1) if part is not None else (HOLE,)


def _few(found: Iterable[PartialText]) -> tuple[PartialText, ...]:
    """Each once; nothing is told where they are too many to be looked at."""
    made = tuple(dict.fromkeys(islice(found, _MOST + 1)))
    return made if 0 < len(made) <= _MOST else (HOLE,)


def _of_call(module: Module, call: Call) -> Iterable[str | Expression | None]:
    """A call in pieces; of any but `format` and `join` nothing is told."""
    first, *rest = call.arguments or (_NOTHING,)
    text = unescaped(first.words[0][1:-1]) if isinstance(first, Quoted) else "%"
    if call.name == "format":
        return _formatted(text, rest)
    items = followed(module, rest[0]) if call.name == "join" and len(rest) == 1 else _NOTHING
    if not isinstance(items, Tuple) or _MARKS & set(text):
        return (None,)
    return [part for one in items.items for part in (text, one)][1:]


def _formatted(text: str, arguments: list[Expression]) -> Iterable[str | Expression | None]:
    """format("%s-alerts", x), with plain verbs alone."""
    first, *others = _VERB.split(text)
    if len(others) != len(arguments) or _MARKS & set("".join((first, *others))):
        return (None,)
    pairs = zip(arguments, others, strict=True)
    return [first, *(part for pair in pairs for part in pair)]


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
