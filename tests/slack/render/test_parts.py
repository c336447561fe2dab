"""Clipping and splitting, exact to the character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.texts.visible import visible
from bot.slack.render.parts import clip, length, pieces, plain

CLIPPED = [
    ("abc", 3, "abc"),
    ("abcd", 3, "ab…"),
    ("🦊🦊", 4, "🦊🦊"),
    ("🦊🦊", 3, "🦊…"),
    ("🦊🦊🦊", 4, "🦊…"),
    ("", 3, ""),
]


@pytest.mark.parametrize(("text", "limit", "expected"), CLIPPED)
def test_clip(text: str, limit: int, expected: str) -> None:
    assert clip(text, limit) == expected


def test_pieces_are_cut_after_a_line_or_word() -> None:
    assert list(pieces("one two three", 9)) == ["one two ", "three"]
    assert list(pieces("one two\nthree", 9)) == ["one two\n", "three"]
    assert list(pieces("abcdefghij", 4)) == ["abc", "def", "ghij"]
    assert list(pieces("   ", 9)) == []


@settings(deadline=None, derandomize=True)
@given(st.text(), st.integers(4, 50))
def test_pieces_hold_everything_within_the_limit(text: str, limit: int) -> None:
    found = list(pieces(text, limit))
    assert all(length(piece) <= limit for piece in found)
    assert "".join(found).strip() == visible(text).strip() or not text.strip()


@settings(deadline=None, derandomize=True)
@given(st.text(), st.integers(2, 50))
def test_a_clipped_text_is_within_the_limit(text: str, limit: int) -> None:
    assert length(clip(text, limit)) <= limit


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("a\u00e9\U0001f98a\ud800\udc00")), st.integers(1, 9))
def test_no_more_is_left_out_than_must_be(text: str, limit: int) -> None:
    """Halves of a pair count as one, whatever stands beside them."""
    assert length(text) == sum(2 if character > "\uffff" else 1 for character in text)
    kept = clip(text, limit)
    if kept != text:
        assert kept.endswith("…") and text.startswith(kept[:-1])
        assert length(text[: len(kept)]) > limit - 1


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_text_is_drawn_as_a_dash(text: str) -> None:
    assert plain(text)["text"] == "-"
