"""Keep the answers current: after a change the verdict is another one, and so are the buttons."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.core.alerts.lost import Applied
from bot.core.jobs.checks import Renew
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.render.answer import answer
from bot.work.desk import Desk
from bot.work.offers import Spot, offer
from bot.work.remember import remember

MOST = 5
"""Messages of one budget: the latest."""

_log = logging.getLogger(__name__)


def renew(desk: Desk, what: Renew) -> None:
    """Check the budget once, and draw every answer that still carries buttons anew.

    Raises SlackError where the job has to be tried again.
    """
    if desk.office is None:
        return
    live = desk.office.answers.live(what.account, what.budget, desk.office.clock(), MOST)
    if not live:
        return
    applied = Applied(datetime.fromisoformat(what.at), what.mended) if what.at else None
    report = desk.report(what.account, what.budget, applied)
    remember(desk, report, applied)
    for n, one in enumerate(live):
        if desk.office.threads.under(one.channel, one.ts):
            continue  # an alert, which its thread keeps current
        id = f"{desk.job.id}.{desk.job.attempt}.{n}"
        made = offer(desk, report, id, Spot(one.channel, one.asked_by, one.ts))
        message = answer(report, id, one.asked_by, mends=made.mends if made else None)
        try:
            desk.slack.update(one.channel, one.ts, message)
        except SlackError as error:
            if may_pass(error):
                raise
            _log.warning("The answer at %s in %s stays as it is: %s", one.ts, one.channel, error)
