"""Details: read again, and show every finding in the view that waits for it."""

from __future__ import annotations

from bot.core.jobs.checks import Details
from bot.features.check.command import report_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill
from bot.slack.render.details import details_message, details_view


@handles(Details)
def details(context: Context, what: Details) -> None:
    """Fill the loading view; where it is gone, tell the person where they are.

    Raises SlackError where the job has to be tried again.
    """
    report = report_of(context, what.account, what.budget)
    if report is None:
        return
    if not fill(context, details_view(report, context.job.id)):
        alone(context, details_message(report, context.job.id))
