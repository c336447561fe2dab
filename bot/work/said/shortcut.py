"""The shortcut "Check this budget" on a message."""

from __future__ import annotations

from bot.core.jobs.checks import Pick
from bot.core.jobs.said import CheckMessage
from bot.core.model import Unread
from bot.slack.render.words import unread
from bot.work.check import pick
from bot.work.desk import Desk
from bot.work.said.finding import check_message
from bot.work.said.whole import whole
from bot.work.screen import tell

_NOTHING = (
    "No budget is found in this message. It was searched for AWS's mail that it cannot publish, "
    "for an alert, for the exact name of a budget of the accounts that are known here, and its "
    "thread for one of budget-check's own. /budget-check lists the budgets."
)


def shortcut(desk: Desk, what: CheckMessage) -> None:
    """Check the budget that the message is about; the person is told where there is none."""
    directory = desk.reader.directory()
    if isinstance(directory, Unread):
        tell(desk, unread("which accounts there are", directory))
    elif what.budget:
        pick(desk, Pick(what.account, what.budget))
    elif not check_message(desk, directory, whole(desk, what), what.ts):
        tell(desk, _NOTHING)
