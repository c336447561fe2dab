"""Tables and charts, and each in text: whatever stands in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.slack.render.chart import MOST_BARS, Bar, bar_chart
from bot.slack.render.message import Message, message
from bot.slack.render.parts import header
from bot.slack.render.rich import Rich
from bot.slack.render.table import Amount, Cell, table
from tests.slack.render.limits import check_message, texts, walk
from tests.slack.render.shapes import FOX, NASTY

COLUMNS = ("Budget", "Verdict", "Spent")


def row(name: str, n: int = 0) -> tuple[Cell, ...]:
    return name, "does not alert", Amount(f"{n}.00 USD", Decimal(n))


def bars(count: int, label: str = "") -> list[Bar]:
    return [Bar(label or f"budget {n}", Decimal(n), f"{n}.00 USD") for n in range(count)]


def drawn(part: Rich) -> Message:
    return message("m", "Budgets", [header("Budgets"), part])


PARTS = {
    "no row": table([], COLUMNS, "Budgets"),
    "a row": table([row("cost", 3)], COLUMNS, "Budgets"),
    "a row of nothing": table([("", "", "")], COLUMNS, ""),
    "100 rows": table([row(f"cost {n}", n) for n in range(100)], COLUMNS, "Budgets"),
    "500 rows": table([row(f"cost {n}", n) for n in range(500)], COLUMNS, "Budgets"),
    "100 foxes": table([row(FOX, n) for n in range(100)], COLUMNS, FOX * 9),
    "nasty": table([row(NASTY)] * 9, (NASTY, NASTY, NASTY), NASTY),
    "no bar": bar_chart("Spend", "USD", []),
    "bars": bar_chart("Spend of the top five", "USD", bars(5)),
    "bars of nothing": bar_chart("", "", [Bar("", Decimal(0), "")]),
    "below nothing": bar_chart("Spend", "USD", [Bar("refund", Decimal(-3), "-3.00 USD")]),
    "500 bars": bar_chart("Spend", "USD", bars(500)),
    "bars of one name": bar_chart(NASTY, NASTY, bars(20, NASTY)),
    "bars of foxes": bar_chart(FOX, FOX, bars(20, FOX)),
}


@pytest.mark.parametrize("shape", PARTS)
def test_both_forms_are_within_the_limits(shape: str) -> None:
    check_message(drawn(PARTS[shape]))


def test_a_table_sorts_numbers_as_numbers_and_its_lines_say_the_same() -> None:
    said = drawn(
        table([row("cost", 3), ("spend", "", Amount("9.00 USD", Decimal(9)))], COLUMNS, "B")
    )
    numbers = [one["value"] for one in walk(said.blocks[1]) if one.get("type") == "raw_number"]
    assert numbers == [3.0, 9.0]
    assert texts(said.plain)[1:] == [
        "cost: Verdict: does not alert · Spent: 3.00 USD\nspend: Spent: 9.00 USD"
    ]


def test_rows_without_room_are_counted_in_both_forms() -> None:
    said = drawn(PARTS["500 rows"])
    rows = said.blocks[1]["rows"]
    assert isinstance(rows, list) and len(rows) <= 101
    assert f"and {500 - (len(rows) - 2)} more" in texts(said.blocks)
    assert texts(said.plain)[-1].endswith(f"and {500 - (len(rows) - 2)} more")


def test_all_hundred_rows_are_shown_where_they_fit() -> None:
    rows = PARTS["100 rows"].block["rows"]
    assert isinstance(rows, list) and len(rows) == 101


def test_a_chart_in_text_has_the_longest_bar_full() -> None:
    said = texts(drawn(bar_chart("Spend", "USD", bars(3))).plain)
    assert said[2].splitlines() == [
        "░░░░░░░░░░ budget 0: 0.00 USD",
        "▓▓▓▓▓░░░░░ budget 1: 1.00 USD",
        "▓▓▓▓▓▓▓▓▓▓ budget 2: 2.00 USD",
    ]
    most = texts(drawn(PARTS["500 bars"]).plain)
    assert most[-1].endswith(f"and {500 - MOST_BARS} more")


def test_what_every_workspace_takes_has_one_form() -> None:
    assert message("m", "x", [header("x")]).plain == ()
