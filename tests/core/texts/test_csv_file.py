"""A file that a spreadsheet opens, and in which nothing is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.texts.csv_file import csv_file


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+1 x", "-x", "@sum", " =1", "\t=1", "-1e5", "\r=1"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert read(csv_file([[cell, "b"]])) == [[f"'{cell}", "b"]]


@pytest.mark.parametrize("cell", ["-5", "-12.50", "0", "tax", "a=b", "日本", 'say "hi"', "a,b", ""])
def test_everything_else_stays_as_it_is(cell: str) -> None:
    assert read(csv_file([[cell, "b"]])) == [[cell, "b"]]


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
)
def test_whatever_the_cells_hold_the_rows_come_back(rows: list[list[str]]) -> None:
    back = read(csv_file(rows))
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
