"""The words behind `/budget-check log`, understood: whose acts, since when, of which budget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.core.ask import unquoted
from bot.core.names import flat, trimmed
from bot.core.weekdays import WEEKDAYS, last_date
from bot.errors import UsageError

_SINCE = re.compile(r"(?:^|(?<=\s))since:\s*(\S*)", re.IGNORECASE)
_PERSON = re.compile(r"(?:^|(?<=\s))(?:<@(\w+)(?:\|[^>]*)?>|@(\S+))")
_QUOTED = re.compile(r"(?:^|(?<=\s))([\"“”„«»‟][^\"“”„«»‟]+[\"“”„«»‟])(?:$|(?=\s))")
_CSV = re.compile(r"csv(?:\s+|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Of everything that was done: "" and None are any. `person` is a name or an id, as typed.

    `csv`: as a file.
    """

    budget: str = ""
    person: str = ""
    since: datetime | None = None
    csv: bool = False


def log_filter(about: str, now: datetime) -> LogFilter:
    """What the words mean. A budget's name in quotes is taken as it stands.

    Raises UsageError, a sentence for the person, for a day that is none, and two people.
    """
    days = [match[1] for match in _SINCE.finditer(about)]
    rest = trimmed(_SINCE.sub(" ", about))
    whole, is_quoted = unquoted(rest)
    if is_quoted:
        return LogFilter(whole, since=_day(days[0], now) if days else None)
    quoted = _QUOTED.search(rest)
    name = unquoted(quoted[1])[0] if quoted else ""
    outside = trimmed(_QUOTED.sub(" ", rest, count=1)) if quoted else rest
    people = [match[1] or match[2] for match in _PERSON.finditer(outside)]
    if len(people) > 1 or len(days) > 1:
        raise UsageError("The log is narrowed by one person and one day at a time.")
    outside = trimmed(_PERSON.sub(" ", outside))
    csv = _CSV.match(outside)
    left = trimmed(outside[csv.end() :]) if csv else outside
    since = _day(days[0], now) if days else None
    if name and flat(left):  # quotes in the middle of a name are its own
        return LogFilter(rest, since=since)
    return LogFilter(name or left, "".join(people), since, bool(csv))


def _day(word: str, now: datetime) -> datetime:
    """The beginning of the day that is meant, in UTC; a weekday is the last of its name."""
    today = now.astimezone(UTC).date()
    asked = word.casefold()
    if asked in WEEKDAYS:
        day = last_date(WEEKDAYS.index(asked), today)
    elif asked in {"today", "yesterday"}:
        day = today - timedelta(days=asked == "yesterday")
    else:
        day = _written(asked)
    return datetime.combine(day, time(), UTC)


def _written(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise UsageError(
            f'"{day}" is no day: write since:monday, since:yesterday or since:2026-11-01.'
        ) from None
