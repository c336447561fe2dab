"""A table that people sort and filter themselves, or the same as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.core.alerts.spend_texts import value_of, written
from bot.core.model.budget import Money
from bot.core.texts import table as texts
from bot.core.texts.visible import visible
from bot.slack.render.dates import utc
from bot.slack.render.parts import Json, clip, length, pieces, plain, section
from bot.slack.render.phrase import phrase, rich
from bot.slack.render.rich import Rich

MOST_ROWS = 100
ROOM = 9_000
"""Characters of a table, in either form: Slack takes 10,000 in all its cells, and some 13,000 in a
message with everything else that it says (docs/facts.md 7)."""
PAGE = 20
"""Rows that Slack shows at once; whoever reads it turns the pages."""
CELL = 200
_CAPTION = 255
_CELL_ABOUT = 4
"""Characters that a cell adds to a line of text, beside what is in it and its column's title."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as people read it, and as it sorts."""

    text: str
    value: Decimal


Cell = str | datetime | Amount


def table(rows: Sequence[Sequence[Cell]], columns: Sequence[str], caption: str) -> Rich:
    """Rows of anybody's text under the titles of their columns; the first names its row.

    What has no room is counted in a last line of either form. An empty table is its caption.
    """
    kept = _fitting(rows, columns)
    if not kept:
        words = section(plain(caption))
        return Rich(words, [words])
    left = len(rows) - len(kept)
    more = texts.MORE.format(count=left) if left else ""
    return Rich(_block(kept, columns, caption, more), _lines(kept, columns, more))


def amount(money: Money | None) -> Cell:
    """Money as a cell; empty where AWS said none, or something that is no number."""
    value = value_of(money)
    return Amount(written(money), value) if money and value is not None else ""


def has_room(rows: Sequence[Sequence[Cell]], columns: Sequence[str]) -> bool:
    """Whether a table shows them all: what has pages of its own loses none of them."""
    return len(_fitting(rows, columns)) == len(rows)


def _fitting(rows: Sequence[Sequence[Cell]], columns: Sequence[str]) -> list[Sequence[Cell]]:
    titles = sum(map(length, columns)) + _CELL_ABOUT * len(columns)
    kept, room = [], ROOM - 2 * titles
    for row in rows[: MOST_ROWS if len(rows) <= MOST_ROWS else MOST_ROWS - 1]:
        room -= sum(length(_text(cell)) for cell in row) + titles
        if room < 0:
            break
        kept.append(row)
    return kept


def _block(rows: Sequence[Sequence[Cell]], columns: Sequence[str], caption: str, more: str) -> Json:
    empty = [_raw("")] * (len(columns) - 1)
    drawn = [[_cell(cell) for cell in row] for row in rows]
    return {
        "type": "data_table",
        "caption": clip(visible(caption) or texts.NOTHING, _CAPTION),
        "page_size": PAGE,
        "row_header_column_index": 0,
        "rows": [
            [_raw(title) for title in columns],
            *drawn,
            *([[_raw(more), *empty]] if more else []),
        ],
    }


def _cell(cell: Cell) -> Json:
    if isinstance(cell, Amount):
        return {"type": "raw_number", "text": _text(cell), "value": float(cell.value)}
    if isinstance(cell, datetime):
        return rich(phrase("{at}", at=cell))
    return _raw(_text(cell))


def _raw(text: str) -> Json:
    return {"type": "raw_text", "text": text or texts.NOTHING}


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return utc(cell)
    return clip(visible(cell.text if isinstance(cell, Amount) else cell), CELL)


def _lines(rows: Sequence[Sequence[Cell]], columns: Sequence[str], more: str) -> list[Json]:
    lines = [_line(row, columns) for row in rows] + ([more] if more else [])
    return [section(plain(piece)) for piece in pieces("\n".join(lines))]


def _line(row: Sequence[Cell], columns: Sequence[str]) -> str:
    """As "cost: Verdict: does not alert · Spent: 12.50 USD"; what is empty is left out."""
    first, *others = map(_text, row)
    said = texts.BETWEEN.join(_said(others, columns[1:]))
    first = first or texts.NOTHING
    return texts.HEAD.format(first=first, rest=said) if said else first


def _said(cells: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    for title, text in zip(columns, cells, strict=True):
        if text:
            yield texts.NAMED.format(column=title, value=text)
