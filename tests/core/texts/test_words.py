"""Small words."""

from __future__ import annotations

import pytest

from bot.core.texts.words import quoted, sentences, short, small


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((), "(no value)"),
        (("a",), '"a"'),
        (("a", "b"), '"a" and "b"'),
        (("a", "b", "c"), '"a", "b" and "c"'),
        (("a", "b", "c", "d", "e"), '"a", "b", "c" and 2 more'),
    ],
)
def test_values_in_quotation_marks(values: tuple[str, ...], text: str) -> None:
    assert quoted(values) == text


def test_other_peoples_text_stays_short() -> None:
    assert len(short("x" * 30_000)) < 210
    assert len(quoted(["x" * 30_000] * 9)) < 700
    assert short("x") == "x"


def test_sentences_and_first_letters() -> None:
    assert sentences("One.", "", "Two.") == "One. Two."
    assert small("It is.") == "it is."
    assert small("") == ""
