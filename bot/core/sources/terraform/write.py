"""Our statement in HCL, in the style of what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.sources.hcl import Block, Object, Tuple
from bot.core.sources.splice import Splice, behind_comments, indent_at, newline_at
from bot.core.tickets.snippets.terraform import statement_block, text_of

_STEP = "  "
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


def in_document(
    text: str, document: Block, statement: Mapping[str, object], arn: str
) -> Splice | None:
    """The statement as one more block of a policy document, behind its last one; None where the
    document stands on one line. `arn` is an expression for the Resource, "" for none.
    """
    items = document.body.items
    first = items[0].start if items else document.end - 1
    newline = newline_at(text, document.open)
    outer = indent_at(text, document.start)
    if items and "\n" not in text[document.open : first]:
        return None
    base = indent_at(text, first) if items else outer + _STEP
    step = base.removeprefix(outer) or _STEP
    lines = [*_block_lines(statement, arn, step)]
    if not items and "\n" not in text[document.open : document.end]:
        body = newline.join(base + line for line in lines)
        return Splice(document.end - 1, f"{newline}{body}{newline}{outer}")
    blocks = [
        one
        for one in items
        if isinstance(one, Block) and (one.type == "statement" or one.labels[:1] == ("statement",))
    ]
    end = len(text[: document.end - 1].rstrip())
    at = behind_comments(text, blocks[-1].end) if blocks else end
    between = newline if items and not _dense(text, blocks) else ""
    body = "".join(newline + base + line for line in lines)
    return Splice(at, between + body)


def in_list(
    text: str, listed: Tuple, statement: Mapping[str, object], arn: str
) -> tuple[Splice, ...]:
    """The statement as one more item of a list, behind its last one."""
    newline, close = newline_at(text, listed.start), listed.end - 1
    if not listed.items:
        outer = indent_at(text, listed.start)
        made = _Style(newline, outer + _STEP, _STEP).written(statement, arn)
        at = len(text[:close].rstrip())
        tail = "" if "\n" in text[at:close] else newline + outer
        return (Splice(at, f"{newline}{outer}{_STEP}{made}{tail}"),)
    last = listed.items[-1]
    style = _style_of(text, listed)
    made = style.written(statement, arn)
    comma = () if listed.comma is not None else (Splice(last.end, ","),)
    trailing = "," if listed.comma is not None else ""
    if "\n" in text[last.end : close]:
        at = len(text[:close].rstrip())
        return (*comma, Splice(at, f"{newline}{style.base}{made}{trailing}"))
    at = listed.comma + 1 if listed.comma is not None else last.end
    return (Splice(at, f"{'' if trailing else ','} {made}{trailing}"),)


@dataclass(frozen=True, slots=True)
class _Style:
    """How objects are written. `step` is None for one line, `sign` what stands behind a key."""

    newline: str
    base: str
    step: str | None
    quoted: bool = False
    sign: str = " = "
    comma: str = ""

    def written(self, statement: Mapping[str, object], arn: str) -> str:
        return self._object(statement, self.base, arn)

    def _object(self, value: Mapping[str, object], base: str, arn: str = "") -> str:
        pairs = [
            (self._key(key), arn if arn and key == "Resource" else self._value(one, base))
            for key, one in value.items()
        ]
        if self.step is None:
            inner = ", ".join(f"{key}{self.sign}{one}" for key, one in pairs)
            return f"{{ {inner} }}"
        lines = f"{self.comma}{self.newline}{base}{self.step}".join(self._aligned(pairs))
        return f"{{{self.newline}{base}{self.step}{lines}{self.newline}{base}}}"

    def _value(self, value: object, base: str) -> str:
        if isinstance(value, Mapping):
            return self._object(value, base + (self.step or ""))
        if isinstance(value, list):
            return f"[{', '.join(text_of(str(one)) for one in value)}]"
        return text_of(str(value))

    def _key(self, key: str) -> str:
        return key if key.isalnum() and not self.quoted else text_of(key)

    def _aligned(self, pairs: list[tuple[str, str]]) -> Iterator[str]:
        """As `terraform fmt` does: signs in a column over neighbours that take one line each."""
        runs: list[list[tuple[str, str]]] = [[]]
        for key, one in pairs:
            if "\n" in one:
                runs += [[(key, one)], []]
            else:
                runs[-1].append((key, one))
        for run in runs:
            width = max((len(key) for key, _ in run), default=0) if self.sign == " = " else 0
            yield from (f"{key.ljust(width)}{self.sign}{one}" for key, one in run)


def _style_of(text: str, listed: Tuple) -> _Style:
    last, newline = listed.items[-1], newline_at(text, listed.start)
    base = indent_at(text, last.end - 1)
    members = last.members if isinstance(last, Object) else ()
    if not members:
        return _Style(newline, base, _STEP)
    first = members[0]
    head = len(json.dumps(first.key)) if first.quoted else len(first.key)
    between = text[first.start + head : first.value.start]
    sign = between if first.sign == ":" and "\n" not in between else " = "
    alone = "\n" in text[last.start : first.start]
    step = indent_at(text, first.start).removeprefix(base) or _STEP
    more = members[1].start if len(members) > 1 else last.end
    comma = "," if "," in text[first.value.end : more] else ""
    return _Style(newline, base, step if alone else None, first.quoted, sign, comma)


def _block_lines(statement: Mapping[str, object], arn: str, step: str) -> Iterator[str]:
    literal = f"= [{text_of(str(statement.get('Resource', '')))}]"
    for line in statement_block(statement):
        depth = (len(line) - len(line.lstrip(" "))) // len(_STEP)
        words = line.lstrip(" ")
        if arn and words.startswith("resources") and words.endswith(literal):
            words = words.removesuffix(literal) + f"= [{arn}]"
        yield step * depth + words


def _dense(text: str, blocks: list[Block]) -> bool:
    """Whether the last two blocks stand without an empty line between them."""
    if len(blocks) < 2:
        return False
    return _EMPTY_LINE.search(text[blocks[-2].end : blocks[-1].start]) is None
