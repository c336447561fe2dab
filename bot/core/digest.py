"""When the digest is due (docs/alerts.md, "The digest"): once a week, at a time of one's choice.

    monday 09:00 Europe/Berlin

The time is that of the place: where its clocks are set forward over it, it is the moment an hour
later by the new time, where they are set back, the first of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.weekdays import WEEKDAYS, last_date

_FORM = re.compile(
    r"(?P<day>[a-z]+)\s+(?P<hour>\d{2}):(?P<minute>\d{2})(?:\s+(?P<zone>\S+))?", re.I
)
_UTC = "UTC"


class ScheduleError(ValueError):
    """A time that is none. Its text says what to write."""


@dataclass(frozen=True, slots=True)
class WeeklySchedule:
    """A day of the week, 0 for Monday, and a time there in the time zone of that name (IANA)."""

    weekday: int
    at: time
    zone: str = _UTC

    def latest(self, now: datetime) -> datetime:
        """The last moment, up to `now`, at which it was due, in UTC."""
        day = last_date(self.weekday, now.astimezone(ZoneInfo(self.zone)).date())
        at = self._moment(day)
        return at if at <= now else self._moment(day - timedelta(days=7))

    def before(self, at: datetime) -> datetime:
        """The moment a week before one at which it is due."""
        day = at.astimezone(ZoneInfo(self.zone)).date()
        return self._moment(day - timedelta(days=7))

    def week(self, at: datetime) -> str:
        """The calendar week of such a moment, as "2026-W48" (ISO 8601)."""
        year, week, _ = at.astimezone(ZoneInfo(self.zone)).isocalendar()
        return f"{year}-W{week:02}"

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, self.at, ZoneInfo(self.zone)).astimezone(UTC)


def weekly_schedule(text: str) -> WeeklySchedule:
    """What the setting says; UTC where it names no time zone. Raises ScheduleError."""
    found = _FORM.fullmatch(text)
    day = found["day"].lower() if found else ""
    if found is None or day not in WEEKDAYS:
        raise ScheduleError("say a day, a time and a time zone, as in monday 09:00 Europe/Berlin.")
    zone = found["zone"] or _UTC
    try:
        at = time(int(found["hour"]), int(found["minute"]))
    except ValueError:
        raise ScheduleError("the time goes from 00:00 to 23:59.") from None
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):  # ZoneInfoNotFoundError is a KeyError
        raise ScheduleError(
            f"there is no time zone {zone!r}: name one as IANA does, as in Europe/Berlin."
        ) from None
    return WeeklySchedule(WEEKDAYS.index(day), at, zone)
