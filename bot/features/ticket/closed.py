"""A change ticket is closed: said once where it was opened, and in the budget's open threads."""

from __future__ import annotations

import logging

from bot.core.findings import Status
from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.alert_threads import Follow
from bot.core.jobs.answers import UpdateAnswers
from bot.core.jobs.ticket_states import TicketClosed
from bot.core.outgoing import Outgoing
from bot.core.tickets import fault_id
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send, send_soon
from bot.jobs.registry import handles
from bot.jobs.renewal import posts_renewal, renewal
from bot.jobs.thread_post import thread_post
from bot.jobs.worked_out import Wanted, worked_out
from bot.slack.render.phrase import spoken
from bot.slack.render.ticket import TicketNews, gone_line, line_message, over_line
from bot.store.opened import Opened

RENEW_AFTER = 2
"""Seconds: the index of what is open is a moment behind."""
_log = logging.getLogger(__name__)


@handles(TicketClosed)
def ticket_closed(context: Context, what: TicketClosed) -> None:
    """Say it for each budget that it was opened for; a ticket of somebody else's is left alone.

    OpsCenter tells of every later edit of a resolved item as well: the first event counts. Who
    closes a ticket as won't do, or believes it done, hears that the fault is still there. Raises
    StoreError.
    """
    found = context.store.opened.of(what.account, what.ticket)
    if not found:
        _log.info("Ticket %s of account %s is none of ours", what.ticket, what.account)
    for opened in found:
        if opened.teller:
            continue
        messages, shown = _messages(context, opened, what), drawn_anew(context, opened)
        told = (*messages, *shown)
        if context.store.opened.closed(opened, context.job.id, told):
            send(context, messages)
            send_soon(context, shown, RENEW_AFTER)


def _messages(context: Context, opened: Opened, what: TicketClosed) -> tuple[Outgoing, ...]:
    news = TicketNews(opened.ticket, opened.url, opened.budget, opened.cause)
    still = _is_still_there(context, opened)
    said = (
        gone_line(news, still=still)
        if what.gone
        else over_line(what.who, _word(what), news, still=still)
    )
    mark = f"{context.job.id}.{opened.budget}"
    place = Place("", "", opened.channel, thread=opened.ts)
    return (
        thread_post(context, place, line_message(mark, said), mark),
        followed(context, opened, mark, spoken(said)),
    )


def _word(what: TicketClosed) -> str:
    """OpsCenter writes `Resolved`; what the other systems say may be a name, as Won't Do is."""
    return what.status if what.system else what.status.lower()


def _is_still_there(context: Context, opened: Opened) -> bool:
    """Whether the very fault leads on its topic now; False where that could not be read."""
    if not opened.topic:
        return False
    report = worked_out(context, Wanted(opened.account, opened.budget, opened.topic)).report
    return fault_id(report, opened.topic) == opened.dedup and report.verdict is not Status.UNKNOWN


def drawn_anew(context: Context, opened: Opened) -> tuple[Outgoing, ...]:
    """The answers and posts about its budget show the ticket as long as it is open."""
    account, budget = opened.account, opened.budget
    answers = renewal(context, UpdateAnswers(account, budget), NOBODY)
    return answers, posts_renewal(context, account, budget)


def followed(context: Context, opened: Opened, mark: str, says: str) -> Outgoing:
    """The same line for the threads of the budget's alerts."""
    where = (opened.channel, opened.ts)
    follow = Follow(opened.account, opened.budget, mark, says, *where, "", "")
    return kept(context, f"{mark}.threads", Job(context.new_id(), NOBODY, follow))
