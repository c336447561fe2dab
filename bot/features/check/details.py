"""Details: read again, and show every finding in the view that waits for it."""

from __future__ import annotations

from bot.core.jobs.checks import Details
from bot.features.check.command import known
from bot.jobs.context import Desk
from bot.jobs.reply import alone, fill
from bot.slack.render.details import details_message, details_view


def details(desk: Desk, what: Details) -> None:
    """Fill the loading view; where it is gone, tell the person where they are.

    Raises SlackError where the job has to be tried again.
    """
    report = known(desk, what.account, what.budget)
    if report is None:
        return
    if not fill(desk, details_view(report, desk.job.id)):
        alone(desk, details_message(report, desk.job.id))
