"""What nobody can see is shown as an escape, and nothing else is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.texts.visible import brief, visible


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("pay\u202eroll", "pay\\u202eroll"),
        ("a\u200bb", "a\\u200bb"),
        ("a\ufeff", "a\\ufeff"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("a\u00adb", "a\\u00adb"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\rb", "a\\u000db"),
        ("a\u2028b", "a\\u2028b"),
        ("\u3164", "\\u3164"),
        ("x\U000e0041", "x\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("a\r\nb\n\tc", "a\nb\n\tc"),
    ],
)
def test_an_escape_stands_for_it(text: str, read: str) -> None:
    assert visible(text) == read
    assert visible(read) == read


@pytest.mark.parametrize(
    "text", ["日本/100% \"q\" 'é' & <b> 🦊", "⚠️ ✔️", "cafe\u0301", "שלום", "", "a b"]
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text


@given(st.text())
def test_nothing_that_steers_or_hides_is_left(text: str) -> None:
    left = {unicodedata.category(c) for c in visible(text) if c not in "\n\t"}
    assert not left & {"Cc", "Zl", "Zp", "Cs"}
    assert not any(
        unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF"} for c in visible(text)
    )
    assert visible(visible(text)) == visible(text)


def test_of_a_long_run_of_escapes_a_short_line_has_the_first_few() -> None:
    assert brief("a" + "\u200b" * 100 + "b") == "a" + "\\u200b" * 8 + "…b"
    assert brief("\U000e0041\u202e" * 50) == "\\U000e0041\\u202e" * 4 + "…"
    assert brief("\u200b" * 8 + "b") == visible("\u200b" * 8 + "b")
