"""What earlier checks of a budget saw, brought to the check of now."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.core.alerts.alarms import continued
from bot.core.alerts.lost import Applied, lost, seen
from bot.core.findings import Report
from bot.errors import StoreError
from bot.store.verdicts import LastVerdict

Get = Callable[[str, str], LastVerdict | None]
"""The last verdict of a budget, by its account and name; raises StoreError."""
_log = logging.getLogger(__name__)


def lost_alerts(get: Get, report: Report, applied: Applied | None) -> Mapping[str, datetime]:
    """The alerts that are lost and explained, by their notifications: since when (`Facts.lost`).

    Asked of the table only where a notification is in ALARM. Nothing is explained where the table
    does not answer.
    """
    now = seen(report, applied)
    if not now:
        return {}
    try:
        was = get(report.account, report.budget)
    except StoreError as error:
        _log.error("What earlier checks of %r saw cannot be read: %s", report.budget, error)
        return {}
    return lost(report, continued(was.alarmed if was else None, now))
