"""Times, which Slack draws in each reader's zone.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

FORMAT = "{date_short_pretty} at {time}"
_MOMENT = re.compile(r"\b(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) UTC\b")


def date(at: datetime) -> str:
    """A time as mrkdwn."""
    return f"<!date^{int(at.timestamp())}^{FORMAT}|{utc(at)}>"


def utc(at: datetime) -> str:
    """A time for where Slack draws none: "2026-11-28 15:32 UTC"."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def pieces(text: str) -> list[str | datetime]:
    """A text with the times that `bot.core.texts.words.moment` wrote into it."""
    found: list[str | datetime] = []
    for n, piece in enumerate(_MOMENT.split(text)):
        at = _time(piece) if n % 2 else None
        found.append(at or (f"{piece} UTC" if n % 2 else piece))
    return found


def drawn(text: str) -> str:
    """The same as mrkdwn; `text` is escaped already."""
    return "".join(one if isinstance(one, str) else date(one) for one in pieces(text))


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:  # somebody else's text, with a thirteenth month
        return None
