"""The last time in which a budget's alerts did not arrive, and which of them fell into it.

AWS Budgets sends an alert once, when a notification turns to ALARM. What turned meanwhile is not
sent again after the mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.core.alerts.alarms import Alarm
from bot.core.findings import Status

REACHES = frozenset({Status.OK, Status.AT_RISK})
"""The alert arrives, or may."""
_UPDATE = timedelta(hours=8)
"""AWS updates a budget's figures up to three times a day, 8 to 12 hours apart: within less than
that nothing turns to ALARM and back."""


@dataclass(frozen=True, slots=True)
class Outage:
    """When a check first saw that no alert arrives, and when one first saw again that it does, None
    while it goes on.

    `lost` are the notifications that turned to ALARM meanwhile and were not published. `doubtful`
    turned about then, and whether somebody got them cannot be told. With `complete` nothing else
    can have turned. `broken`: a check found that alerts do not arrive, not only that it cannot be
    told; so it is said of what the version before kept.
    """

    began: datetime
    ended: datetime | None = None
    lost: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    complete: bool = False
    broken: bool = True


def outage(
    before: Outage | None, now: Status, at: datetime, alarmed: Sequence[Alarm] | None, *, read: bool
) -> Outage | None:
    """What is known of it after a check at that time. `alarmed` is what all checks saw, `read`
    whether this one read the states.
    """
    goes_on = before is not None and before.ended is None
    if now not in REACHES:
        known, broken = (before if before and goes_on else None), now is Status.BROKEN
        return replace(known, broken=known.broken or broken) if known else Outage(at, broken=broken)
    if before is None or not goes_on:
        return before
    return _ended(before, at, alarmed or (), read=read)


def _ended(one: Outage, at: datetime, alarmed: Sequence[Alarm], *, read: bool) -> Outage:
    known = [alarm for alarm in alarmed if one.began <= alarm.since <= at]
    lost = [alarm for alarm in known if alarm.lost]
    # What the first check of it saw in ALARM may have turned before.
    doubtful = [a for a in known if not a.lost and a.since > one.began]
    first = len(known) > len(lost) + len(doubtful)
    short = at - one.began < _UPDATE and _day(at) == _day(one.began)
    return replace(
        one,
        ended=at,
        lost=tuple(alarm.notification for alarm in lost),
        doubtful=tuple(alarm.notification for alarm in doubtful),
        complete=read and short and not first,
    )


def _day(at: datetime) -> date:
    """Every period begins at midnight UTC (`bot.core.period`)."""
    return at.astimezone(UTC).date()
