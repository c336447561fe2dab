"""Details: read again, and show every finding in the view that waits for it."""

from __future__ import annotations

from bot.core.jobs import Details
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.render.details import details_message, details_view
from bot.work.check import known
from bot.work.deliver import respond
from bot.work.desk import Desk


def details(desk: Desk, what: Details) -> None:
    """Fill the loading view; where it is gone, tell the person where they are.

    Raises SlackError where the job has to be tried again.
    """
    report = known(desk, what.account, what.budget)
    if report is None:
        return
    job = desk.job
    try:
        desk.slack.update_view(what.view, job.id, details_view(report, job.id))
    except SlackError as error:
        if may_pass(error):
            raise
        respond(desk, details_message(report, job.id))
