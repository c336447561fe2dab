"""Since when each notification has been seen in ALARM, by every check that read its state.

AWS tells the state of now alone. So each check keeps what it saw, and a check that sees another
state ends it: what is in ALARM since before a change has not turned since, as far as was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.model.budget import Notification

_ALARM = "ALARM"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A notification in ALARM, and the first of the checks on end that saw it so.

    `lost` is whether its alert was lost by then (`bot.core.alerts.lost`), None where no check could
    tell.
    """

    notification: str
    since: datetime
    lost: bool | None = None


def alarms(notifications: Iterable[Notification], at: datetime) -> tuple[Alarm, ...]:
    """Those in ALARM, as one check saw them."""
    found = dict.fromkeys(one.identity for one in notifications if one.state == _ALARM)
    return tuple(Alarm(one, at) for one in found)


def continued(
    before: Sequence[Alarm] | None, now: tuple[Alarm, ...] | None
) -> tuple[Alarm, ...] | None:
    """What is known after a later check; None stands for a check that could not read states."""
    if now is None:
        return tuple(before) if before is not None else None
    known = {one.notification: one for one in before or ()}
    return tuple(_joined(known.get(one.notification), one) for one in now)


def _joined(before: Alarm | None, now: Alarm) -> Alarm:
    """The earlier one, which a later check may be about; the first that could tell has told."""
    if before is None:
        return now
    first, second = (now, before) if now.since < before.since else (before, now)
    return replace(first, lost=second.lost if first.lost is None else first.lost)
