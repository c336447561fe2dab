"""Which alerts are lost: due while nothing could be published, on a path that is mended since.

What one check sees does not tell: the state ALARM stays after the mend, and AWS Budgets sends the
alert once. So each check keeps whether the path was broken, and nothing published in the period,
when it first saw the ALARM.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.alerts.alarms import Alarm, alarms
from bot.core.findings import Hop, PathReport, Report, Status
from bot.core.model.budget import Notification
from bot.core.model.read import ReadFailed

UNEXPLAINED = "topic.alarm-without-publish"
LOST = "topic.alert-lost"
_BEHIND = frozenset({Hop.SUBSCRIPTION, Hop.ENDPOINT})
"""What is broken there keeps no message from being published."""
_AT_ONCE = timedelta(minutes=1)
_BEFORE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Applied:
    """A change of ours that was applied right before a check.

    `mended` is the topic to which nothing could be published until then, "" for none.
    """

    at: datetime
    mended: str = ""


def seen(report: Report, applied: Applied | None = None) -> tuple[Alarm, ...] | None:
    """The notifications in ALARM, as one check saw them; None where a state was not read.

    What a check sees in ALARM at once after a change was so before it.
    """
    found = [path.notification for path in report.paths]
    known = [one for one in found if isinstance(one, Notification)]
    if not known or any(isinstance(one, ReadFailed) for one in found):
        return None
    after = applied if applied and report.checked_at - applied.at < _AT_ONCE else None
    at = min(report.checked_at, after.at - _BEFORE) if after else report.checked_at
    fates = {
        path.notification.identity: _fate(path, after)
        for path in report.paths
        if isinstance(path.notification, Notification) and not path.notification.action
    }
    return tuple(replace(a, lost=fates.get(a.notification)) for a in alarms(known, at))


def _fate(path: PathReport, after: Applied | None) -> bool | None:
    """Whether the alert was lost, as the path was seen, or as it was right before a change."""
    now = _is_barred(path)
    barred = now if after is None else _was_barred(path, after, now)
    silent = any(finding.code in {UNEXPLAINED, LOST} for finding in path.findings)
    return barred if silent or not barred else None


def _was_barred(path: PathReport, after: Applied, now: bool | None) -> bool | None:
    """A change tells what it mended; what is broken after it may have been broken by it."""
    return True if path.topic == after.mended else None if now else now


def _is_barred(path: PathReport) -> bool | None:
    statuses = {hop.status for hop in path.hops if hop.hop not in _BEHIND}
    if Status.BROKEN in statuses:
        return True
    return None if Status.UNKNOWN in statuses else False


def lost(report: Report, known: Sequence[Alarm] | None) -> Mapping[str, datetime]:
    """The alerts that are lost by what is known: by their notifications, since when.

    Only of paths that are mended, as far as this check can tell.
    """
    when = {one.notification: one.since for one in known or () if one.lost}
    return {
        path.notification.identity: when[path.notification.identity]
        for path in report.paths
        if isinstance(path.notification, Notification)
        and path.notification.identity in when
        and _is_barred(path) is False
    }
