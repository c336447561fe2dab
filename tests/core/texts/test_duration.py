"""Durations for people: the two largest units."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.texts.duration import between, took


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (-5, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (725, "12 min 5 s"),
        (3_600, "1 h"),
        (273_605, "3 d 4 h"),
        (86_405, "1 d"),
    ],
)
def test_it_is_said_in_two_units(seconds: float, says: str) -> None:
    assert took(timedelta(seconds=seconds)) == says


def test_between_two_times_it_is_what_a_reader_works_out() -> None:
    began = datetime(2026, 11, 28, 2, 9, 23, 900_000, tzinfo=UTC)
    ended = datetime(2026, 11, 28, 2, 9, 42, 100_000, tzinfo=UTC)
    assert between(began, ended) == "19 s"
