from datetime import UTC, datetime

import pytest

from bot.core.period import period_start
from tests.core.build import budget

NOW = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
STARTS = datetime(2026, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("DAILY", datetime(2026, 12, 31, tzinfo=UTC)),
        ("MONTHLY", datetime(2026, 12, 1, tzinfo=UTC)),
        ("QUARTERLY", datetime(2026, 10, 1, tzinfo=UTC)),
        ("ANNUALLY", datetime(2026, 1, 1, tzinfo=UTC)),
        ("CUSTOM", STARTS),
    ],
)
def test_when_the_period_began(unit: str, expected: datetime) -> None:
    assert period_start(budget(time_unit=unit, starts=STARTS), NOW) == expected


@pytest.mark.parametrize(("month", "first"), [(1, 1), (3, 1), (4, 4), (9, 7), (10, 10)])
def test_quarters(month: int, first: int) -> None:
    start = period_start(budget(time_unit="QUARTERLY"), datetime(2026, month, 28, tzinfo=UTC))
    assert start == datetime(2026, first, 1, tzinfo=UTC)
