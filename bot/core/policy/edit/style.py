"""How a document is written: on lines of its own or in one, and with which indentation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.policy.edit.spans import Layout

_FIRST_KEY = re.compile(r'\{[ \t]*\r?\n([ \t]*)"')
_SPACED = re.compile(r'"\s*:\s')


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a policy's statements.

    `indent` is one step of indentation, None where a statement stands in one line; `base` is what
    stands before a statement on its line; `spaced` is true for `"a": 1`, false for `"a":1`.
    """

    newline: str
    base: str
    indent: str | None
    spaced: bool

    def written(self, statement: Mapping[str, object]) -> str:
        """The statement as text of this style, ASCII alone: SNS takes nothing else."""
        if self.indent is not None:
            text = json.dumps(statement, indent=self.indent)
            return text.replace("\n", self.newline + self.base)
        separators = (", ", ": ") if self.spaced else (",", ":")
        return json.dumps(statement, separators=separators)


def style_of(layout: Layout) -> Style:
    """The style of the last statement, which a new one follows."""
    newline = "\r\n" if "\r\n" in layout.text else "\n"
    spaced = bool(_SPACED.search(layout.text))
    if not layout.statements:
        return Style(newline, "", None, spaced)
    last = layout.statements[-1]
    line = layout.text[layout.text.rfind("\n", 0, last.start) + 1 : last.start]
    base = line[: len(line) - len(line.lstrip(" \t"))]
    first_key = _FIRST_KEY.match(layout.of(last))
    if first_key is None:
        return Style(newline, base, None, spaced)
    inner = first_key[1]
    return Style(newline, base, inner.removeprefix(base) if inner != base else "", spaced)
