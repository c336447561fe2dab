"""How long something took, for people."""

from __future__ import annotations

from datetime import datetime, timedelta


def took(time: timedelta) -> str:
    """The two largest units: "3 d 4 h", "12 min 5 s", "0 s"."""
    seconds = max(int(time.total_seconds()), 0)
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    first = next((n for n, (number, _) in enumerate(parts) if number), 3)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number) or (
        "0 s"
    )


def between(began: datetime, ended: datetime) -> str:
    """The time between two that are shown to the second: what a reader would work out."""
    return took(ended.replace(microsecond=0) - began.replace(microsecond=0))
