"""When the digest is due: once in each week, whatever the clocks of the place do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core.digest import ScheduleError, weekly_schedule


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "now", "due"),
    [
        ("monday 09:00 Europe/Berlin", "2026-11-30 08:00", "2026-11-30 08:00"),
        ("monday 09:00 Europe/Berlin", "2026-11-30 07:59", "2026-11-23 08:00"),
        ("Monday 09:00 Europe/Berlin", "2026-12-06 23:00", "2026-11-30 08:00"),
        ("monday 09:00 Asia/Tokyo", "2026-11-30 00:00", "2026-11-30 00:00"),
        ("monday 06:00 Asia/Tokyo", "2026-11-29 21:00", "2026-11-29 21:00"),
        ("monday 23:30 America/New_York", "2026-12-01 04:30", "2026-12-01 04:30"),
        ("friday 17:00", "2026-11-29 12:00", "2026-11-27 17:00"),
        # Summer time ends on 25 October 2026, and begins on 28 March 2027.
        ("sunday 02:30 Europe/Berlin", "2026-10-25 00:30", "2026-10-25 00:30"),
        ("sunday 02:30 Europe/Berlin", "2026-10-25 01:30", "2026-10-25 00:30"),
        ("sunday 02:30 Europe/Berlin", "2027-03-28 01:30", "2027-03-28 01:30"),
        ("monday 09:00 Europe/Berlin", "2026-10-26 08:00", "2026-10-26 08:00"),
    ],
)
def test_the_last_moment_at_which_it_was_due(schedule: str, now: str, due: str) -> None:
    assert weekly_schedule(schedule).latest(at(now)) == at(due)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo"])
@pytest.mark.parametrize("time", ["00:00", "02:30", "23:59"])
def test_each_week_of_some_years_has_one_moment(zone: str, time: str) -> None:
    schedule = weekly_schedule(f"sunday {time} {zone}")
    hours = (at("2026-01-01") + timedelta(hours=n) for n in range(3 * 8766))
    moments = list(dict.fromkeys(schedule.latest(one) for one in hours))
    weeks = [schedule.week(one) for one in moments]
    assert len(set(weeks)) == len(weeks)
    for first, second in pairwise(moments):
        assert abs(second - first - timedelta(days=7)) <= timedelta(hours=1)
        assert schedule.before(second) == first


def test_a_week_is_named_by_the_calendar_of_the_place() -> None:
    schedule = weekly_schedule("monday 00:00 Asia/Tokyo")
    assert schedule.week(schedule.latest(at("2027-01-03 15:00"))) == "2027-W01"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("monday", "say a day, a time and a time zone"),
        ("mon 09:00", "say a day"),
        ("monday 9:00", "say a day"),
        ("monday 09:00 Europe/Berlin weekly", "say a day"),
        ("monday 24:00", "from 00:00 to 23:59"),
        ("monday 09:00 Europe/Atlantis", "there is no time zone 'Europe/Atlantis'"),
        ("monday 09:00 ../../etc/passwd", "there is no time zone"),
        ("monday 09:00 Europe", "there is no time zone 'Europe'"),
    ],
)
def test_a_wrong_time_says_what_to_write(text: str, says: str) -> None:
    with pytest.raises(ScheduleError) as raised:
        weekly_schedule(text)
    assert says in str(raised.value)
