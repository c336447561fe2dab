"""Which change of a verdict is news."""

import pytest

from bot.core.findings import Status
from bot.core.turn import Turn, turn

OK, RISK, UNKNOWN, BROKEN = Status.OK, Status.AT_RISK, Status.UNKNOWN, Status.BROKEN


@pytest.mark.parametrize(
    "before, now, said",
    [
        (OK, BROKEN, Turn.BROKE),
        (RISK, BROKEN, Turn.BROKE),
        (UNKNOWN, BROKEN, Turn.BROKE),
        (None, BROKEN, Turn.BROKE),
        (BROKEN, OK, Turn.MENDED),
        (BROKEN, RISK, Turn.MENDED),
        (OK, UNKNOWN, Turn.UNKNOWN),
        (RISK, UNKNOWN, Turn.UNKNOWN),
        (BROKEN, UNKNOWN, Turn.UNKNOWN),
        (None, UNKNOWN, Turn.UNKNOWN),
        (UNKNOWN, OK, Turn.KNOWN),
        (UNKNOWN, RISK, Turn.KNOWN),
        (OK, RISK, None),
        (RISK, OK, None),
        (None, OK, None),
        (None, RISK, None),
        *((status, status, None) for status in Status),
    ],
)
def test_what_is_news(before: Status | None, now: Status, said: Turn | None) -> None:
    assert turn(before, now) is said
