"""The words behind `log`: a budget, a person, a day, a file."""

from datetime import UTC, datetime

import pytest

from bot.core.log_filter import LogFilter, log_filter
from bot.errors import UsageError

SUNDAY = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)


def day(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


UNDERSTOOD = {
    "": LogFilter(),
    "cost all": LogFilter("cost all"),
    '"cost all\u00a0"': LogFilter("cost all\u00a0"),
    "@mina": LogFilter(person="mina"),
    "<@U1ABC|mina>": LogFilter(person="U1ABC"),
    "team @mina": LogFilter("team", "mina"),
    "ops@example.com": LogFilter("ops@example.com"),
    '"@mina"': LogFilter("@mina"),
    "since:sunday": LogFilter(since=day(11, 29)),
    "since:Monday": LogFilter(since=day(11, 23)),
    "since:today": LogFilter(since=day(11, 29)),
    "since: yesterday @mina": LogFilter(person="mina", since=day(11, 28)),
    "team since:2026-11-01": LogFilter("team", since=day(11, 1)),
    "csv": LogFilter(csv=True),
    "CSV team": LogFilter("team", csv=True),
    "csv @mina since:monday": LogFilter(person="mina", since=day(11, 23), csv=True),
    '"csv"': LogFilter("csv"),
    'csv "csv"': LogFilter("csv", csv=True),
    '"12" discs" since:today': LogFilter('12" discs', since=day(11, 29)),
    "csvs": LogFilter("csvs"),
    "team csv": LogFilter("team csv"),
    'the "big" one': LogFilter('the "big" one'),
}


@pytest.mark.parametrize("about", UNDERSTOOD)
def test_understands(about: str) -> None:
    assert log_filter(about, SUNDAY) == UNDERSTOOD[about]


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ("since:", "is no day"),
        ("since:2026-13-01", "since:2026-11-01"),
        ("@mina @ari", "one person"),
        ("since:monday since:today", "one day"),
    ],
)
def test_refuses(about: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        log_filter(about, SUNDAY)
