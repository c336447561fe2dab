"""What a check leaves behind: a count, and the budget's last verdict for the list of budgets."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.alerts.alarms import Alarm, alarms
from bot.core.arns import parse_arn
from bot.core.findings import Hop, Report
from bot.core.model import Notification, Unread
from bot.core.proving.names import is_temporary
from bot.core.wording import leading
from bot.errors import StoreError
from bot.slack.render.mends import topics_of
from bot.store.verdicts import LastVerdict
from bot.work.desk import Desk

_log = logging.getLogger(__name__)


_AT_ONCE = timedelta(minutes=1)
_BEFORE = timedelta(seconds=1)


def remember(desk: Desk, report: Report, changed_at: datetime | None = None) -> None:
    """Keep the verdict; a table that does not answer is logged, for the answer stands without.

    That of a proof's temporary budget is not kept: no list and no watch is to meet it.

    `changed_at` is when a change was applied: what this check, at once after it, sees in ALARM was
    so before it.
    """
    desk.measures.checked(report.verdict)
    if desk.office is None or not report.account or is_temporary(report.budget):
        return
    verdict = last_verdict(report)
    if changed_at and verdict.alarmed and report.checked_at - changed_at < _AT_ONCE:
        before = min(report.checked_at, changed_at - _BEFORE)
        alarmed = tuple(replace(one, since=before) for one in verdict.alarmed)
        verdict = replace(verdict, alarmed=alarmed)
    try:
        desk.office.verdicts.put(verdict)
    except StoreError as error:
        _log.error("Job %s: the verdict is not kept: %s", desk.job.id, error)


def last_verdict(report: Report) -> LastVerdict:
    """What is kept of a report."""
    first = leading(report)
    keys = {hop.resource for path in report.paths for hop in path.hops if hop.hop is Hop.KEY}
    return LastVerdict(
        account=report.account,
        budget=report.budget,
        verdict=report.verdict,
        code=first.code if first else "",
        checked_at=report.checked_at,
        topics=tuple(topic for topic in topics_of(report) if parse_arn(topic)),
        keys=tuple(sorted(key for key in keys if ":kms:" in key and parse_arn(key))),
        spend=report.spend,
        alarmed=_alarmed(report),
    )


def _alarmed(report: Report) -> tuple[Alarm, ...] | None:
    """None where a notification's state was not read."""
    found = [path.notification for path in report.paths]
    known = [one for one in found if isinstance(one, Notification)]
    if not known or any(isinstance(one, Unread) for one in found):
        return None
    return alarms(known, report.checked_at)
