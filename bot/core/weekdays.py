"""The days of the week, as people write them, and the last date of one."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `date.weekday`."""


def last_date(weekday: int, today: date) -> date:
    """The last date, up to `today`, on that day of the week: 0 for Monday."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)
