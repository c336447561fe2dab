"""Since when each notification has been seen in ALARM, by every check that read its state.

AWS tells the state of now alone. So each check keeps what it saw, and a check that sees another
state ends it: what is in ALARM since before a change has not turned since, as far as was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Notification

_ALARM = "ALARM"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A notification in ALARM, and the first of the checks on end that saw it so."""

    notification: str
    since: datetime


def identity(one: Notification) -> str:
    """A notification has no id; these four are its identity (FACTS 1.3)."""
    return f"{one.type} {one.operator} {one.threshold!r} {one.threshold_type or ''}"


def alarms(notifications: Iterable[Notification], at: datetime) -> tuple[Alarm, ...]:
    """Those in ALARM, as one check saw them."""
    found = dict.fromkeys(identity(one) for one in notifications if one.state == _ALARM)
    return tuple(Alarm(one, at) for one in found)


def continued(
    before: Sequence[Alarm] | None, now: tuple[Alarm, ...] | None
) -> tuple[Alarm, ...] | None:
    """What is known after a later check; None stands for a check that could not read states."""
    if now is None:
        return tuple(before) if before is not None else None
    since = {one.notification: one.since for one in before or ()}
    return tuple(Alarm(one.notification, since.get(one.notification, one.since)) for one in now)
