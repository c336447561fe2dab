"""A change ticket is closed: said once where it was opened, and in the budget's open threads."""

from __future__ import annotations

import logging

from bot.core.jobs.alerts import Follow
from bot.core.jobs.watch import TicketClosed
from bot.features.alert.follow_up import follow
from bot.jobs.context import Desk, Office
from bot.jobs.outbox import post_once
from bot.slack.render.thread import line
from bot.store.opened import Opened

_log = logging.getLogger(__name__)


def ticket_closed(desk: Desk, what: TicketClosed) -> None:
    """Say it for each budget that it was opened for; a ticket of somebody else's is left alone.

    OpsCenter tells of every later edit of a resolved item as well: the first event counts. Raises
    SlackError where the job has to be tried again, StoreError.
    """
    office = desk.office
    found = office.opened.of(what.account, what.ticket) if office else ()
    if office is None or not found:
        _log.info("Ticket %s of account %s is none of ours", what.ticket, what.account)
        return
    for opened in found:
        if _mine(desk, office, opened):
            _tell(desk, office, opened, what)


def _mine(desk: Desk, office: Office, opened: Opened) -> bool:
    """Of several events and copies one tells; an attempt that comes again may have told."""
    again = desk.job.unsure or desk.job.attempt > 0
    if opened.teller == desk.job.id:
        return again
    return not opened.teller and office.opened.closed(opened, desk.job.id)


def _tell(desk: Desk, office: Office, opened: Opened, what: TicketClosed) -> None:
    id, status = opened.ticket, what.status.lower()
    system = f" in {office.ticket_system}" if office.ticket_system else ""
    says = f"🎫 The change ticket {id}{system} is {status}, by {what.who}."
    mark = f"{desk.job.id}.{opened.budget}"
    again = desk.job.unsure or desk.job.attempt > 0
    post_once(desk.slack, opened.channel, line(mark, says), mark, opened.ts, unsure=again)
    story = (opened.channel, opened.ts)
    follow(desk, Follow(opened.account, opened.budget, mark, says, *story, "", ""))
