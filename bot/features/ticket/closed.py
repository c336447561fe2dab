"""A change ticket is closed: said once where it was opened, and in the budget's open threads."""

from __future__ import annotations

import logging

from bot.core.jobs.alerts import Follow
from bot.core.jobs.watch import TicketClosed
from bot.features.alert.follow_up import follow
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_once
from bot.slack.render.thread import line
from bot.store.opened import Opened

_log = logging.getLogger(__name__)


@handles(TicketClosed)
def ticket_closed(context: Context, what: TicketClosed) -> None:
    """Say it for each budget that it was opened for; a ticket of somebody else's is left alone.

    OpsCenter tells of every later edit of a resolved item as well: the first event counts. Raises
    SlackError where the job has to be tried again, StoreError.
    """
    found = context.store.opened.of(what.account, what.ticket)
    if not found:
        _log.info("Ticket %s of account %s is none of ours", what.ticket, what.account)
        return
    for opened in found:
        if _mine(context, opened):
            _tell(context, opened, what)


def _mine(context: Context, opened: Opened) -> bool:
    """Of several events and copies one tells; an attempt that comes again may have told."""
    again = context.job.unsure or context.job.attempt > 0
    if opened.teller == context.job.id:
        return again
    return not opened.teller and context.store.opened.closed(opened, context.job.id)


def _tell(context: Context, opened: Opened, what: TicketClosed) -> None:
    id, status = opened.ticket, what.status.lower()
    system = f" in {context.ticket_title}" if context.ticket_title else ""
    says = f"🎫 The change ticket {id}{system} is {status}, by {what.who}."
    mark = f"{context.job.id}.{opened.budget}"
    again = context.job.unsure or context.job.attempt > 0
    post_once(context.slack, opened.channel, line(mark, says), mark, opened.ts, unsure=again)
    where = (opened.channel, opened.ts)
    follow(context, Follow(opened.account, opened.budget, mark, says, *where, "", ""))
