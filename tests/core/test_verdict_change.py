"""Which change of a verdict is news."""

import pytest

from bot.core.findings import Status
from bot.core.verdict_change import VerdictChange, verdict_change

OK, RISK, UNKNOWN, BROKEN = Status.OK, Status.AT_RISK, Status.UNKNOWN, Status.BROKEN


@pytest.mark.parametrize(
    "before, now, said",
    [
        (OK, BROKEN, VerdictChange.BROKE),
        (RISK, BROKEN, VerdictChange.BROKE),
        (UNKNOWN, BROKEN, VerdictChange.BROKE),
        (None, BROKEN, VerdictChange.BROKE),
        (BROKEN, OK, VerdictChange.MENDED),
        (BROKEN, RISK, VerdictChange.MENDED),
        (OK, UNKNOWN, VerdictChange.UNKNOWN),
        (RISK, UNKNOWN, VerdictChange.UNKNOWN),
        (BROKEN, UNKNOWN, VerdictChange.UNKNOWN),
        (None, UNKNOWN, VerdictChange.UNKNOWN),
        (UNKNOWN, OK, VerdictChange.KNOWN),
        (UNKNOWN, RISK, VerdictChange.KNOWN),
        (OK, RISK, None),
        (RISK, OK, None),
        (None, OK, None),
        (None, RISK, None),
        *((status, status, None) for status in Status),
    ],
)
def test_what_is_news(before: Status | None, now: Status, said: VerdictChange | None) -> None:
    assert verdict_change(before, now) is said
