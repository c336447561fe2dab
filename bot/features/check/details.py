"""Details: read again, and show every finding in the view that waits for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.core.findings import Report
from bot.core.jobs.checks import Details
from bot.core.topic_report import TopicReport
from bot.errors import StoreError
from bot.features.check.command import report_of
from bot.jobs.account import placed_account
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill
from bot.slack.render.details import History, details_message, details_view
from bot.slack.render.topic_details import topic_details_message, topic_details_view

_LOOK_BACK = timedelta(days=60)
"""As long as changes are kept (`bot.store.resource_changes`)."""
_log = logging.getLogger(__name__)


@handles(Details)
def details(context: Context, what: Details) -> None:
    """Fill the loading view; where it is gone, tell the person where they are.

    Raises SlackError where the job has to be tried again.
    """
    report = report_of(context, what.account, what.budget)
    if report is None:
        return
    id, account = context.job.id, placed_account(context, report.account)
    if isinstance(report, TopicReport):
        if not fill(context, topic_details_view(report, id, account)):
            alone(context, topic_details_message(report, id, account))
        return
    if not fill(context, details_view(report, id, account, _history(context, report))):
        alone(context, details_message(report, id, account))


def _history(context: Context, report: Report) -> History | None:
    """Without tables, and where they do not answer, none: the findings are shown all the same."""
    if context.tables is None or report.subject:
        return None
    store = context.store
    try:
        last = store.verdicts.get(report.account, report.budget)
        if last is None:
            return History()
        since = context.clock() - _LOOK_BACK
        return History(last.outage, store.resource_changes.of(last, since))
    except StoreError as error:
        _log.error("Job %s: details without their history: %s", context.job.id, error)
        return None
