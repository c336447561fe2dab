"""A change ticket is opened: once for one fault, however many ask for it at once.

Who opens holds a lease of the fault, from the look into our own record to the record of what was
opened. Nobody else asks the system meanwhile: none of them has an idempotency key but OpsCenter.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.jobs import Place
from bot.core.jobs.tickets import OpenTicket
from bot.core.log_entry import TICKET_ASKED
from bot.core.texts import ticket as words
from bot.core.tickets import Draft
from bot.errors import StoreError
from bot.features.change.post import name_of
from bot.features.ticket.closed import RENEW_AFTER, drawn_anew, followed
from bot.features.ticket.dialog import known_ticket, show_dialog
from bot.features.ticket.draft import Additions, drawn_up
from bot.features.ticket.systems import chosen, title_of
from bot.jobs.context import Context
from bot.jobs.crash_points import TicketPoint
from bot.jobs.outbox import send, send_soon
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.jobs.thread_post import post_unkept, thread_post
from bot.slack.reach import can_do_without
from bot.slack.render import ticket as render
from bot.slack.render.phrase import spoken
from bot.slack.render.ticket import TicketNews
from bot.store.leases import Lease
from bot.store.opened import Opened
from bot.tickets import ReadySystem, Ticket, Trouble

LEASED_FOR = 180
"""Seconds: longer than a worker may take (serverless.yml), so that whoever is late is dead."""
LONGEST_WAIT = 10
MOST_WAITS = 24
"""Together longer than a lease."""
_SAY_AFTER = 2
_log = logging.getLogger(__name__)


@handles(OpenTicket)
def open_ticket(context: Context, what: OpenTicket) -> None:
    """Open it, write that down, and say so where the answer is.

    One submission has one job id, however often it comes: it is written down, and said, once. A job
    that finds another one at the same fault comes again, and is answered with what that one opened.
    """
    answer = pressed(context, what.answer, what.row)
    if answer is None or _is_over(context, what):
        return
    system = chosen(context, what.system)
    if system is None:
        reply_text(context, words.SYSTEM_GONE)
        return
    more = (what.severity, what.assignee)
    typed = Additions(what.title, what.note, _link(context, what.ts), *more)
    made = drawn_up(context, answer, what.row, typed)
    if _is_known(context, known_ticket(context, made.dedup), what):
        return
    now = context.clock()
    lease = context.store.leases.take([_leased(made.dedup)], context.job.id, now, LEASED_FOR)
    if lease is None:
        _wait(context, what, made.dedup)
        return
    try:
        context.crash_hook(TicketPoint.LEASED)
        if not _is_known(context, context.store.opened.of_fault(made.dedup), what):
            _open(context, system, made, what, answer.topics[what.row])
    finally:
        _release(context, lease)


def _is_over(context: Context, what: OpenTicket) -> bool:
    """Whether it is answered, or waits for somebody else: told without reading the path."""
    if not what.fault:
        return False
    if _is_known(context, context.store.opened.of_fault(what.fault), what):
        return True
    if context.store.leases.holders([_leased(what.fault)], context.clock()):
        _wait(context, what, what.fault)
        return True
    return False


def _is_known(context: Context, known: Opened | None, what: OpenTicket) -> bool:
    """Whether it is open; then the person sees it. The thread was told by who opened it.

    Who saw it and wanted another one beside it is not held up.
    """
    if known is None or known.ticket == what.beside:
        return False
    news = TicketNews(known.ticket, known.url, known.budget, known.cause)
    own = known.is_of(context.job.id)
    _show(context, news, title_of(context, known.system), already=not own)
    return True


def _wait(context: Context, what: OpenTicket, dedup: str) -> None:
    if what.waited >= MOST_WAITS:
        reply_text(context, words.STILL_WAITS)
        return
    if what.waited == _SAY_AFTER:
        fill(context, render.text_view(words.WAITS, context.job.id))
    again = what._replace(fault=dedup, waited=what.waited + 1)
    wait = min(2**what.waited, LONGEST_WAIT)
    context.queue.send(replace(context.job, what=again), wait)


def _release(context: Context, lease: Lease) -> None:
    try:
        context.store.leases.release(lease)
    except StoreError as error:
        _log.error("The lease of %s runs out by itself: %s", lease.resources, error)


def _leased(dedup: str) -> str:
    return f"ticket:{dedup}"


def _open(context: Context, system: ReadySystem, made: Draft, what: OpenTicket, topic: str) -> None:
    asked = _record(context, made, TICKET_ASKED)
    died = not context.store.log.put(asked)  # raises, or nothing is opened
    result = system.system.open(made)
    if isinstance(result, Trouble):
        _not_opened(context, made, result, what, system)
        return
    context.crash_hook(TicketPoint.OPENED)
    # What an earlier attempt at this very submission has opened is no other one.
    ticket = replace(result, already_open=result.already_open and not died)
    _say(context, made, ticket, what, (system.name, topic))
    news = TicketNews(ticket.id, ticket.url, made.budget, made.cause)
    _show(context, news, system.kind.title, already=ticket.already_open)


def _not_opened(
    context: Context, made: Draft, trouble: Trouble, what: OpenTicket, system: ReadySystem
) -> None:
    record = _record(context, made, "could not open a ticket", why=trouble.says)
    try:
        context.store.log.put(record)
    except StoreError as error:
        _log.error("%s (%s) is not in the log: %s", record.id, record.what, error)
    show_dialog(context, made, what, system, trouble)


def _say(
    context: Context, made: Draft, ticket: Ticket, what: OpenTicket, where: tuple[str, str]
) -> None:
    """In the thread; where the ticket is noted, so that one day it is told there as closed.

    `where` is the system's name and the topic.
    """
    id, place = context.job.id, context.job.place
    news = TicketNews(ticket.id, ticket.url, made.budget, made.cause)
    name = place.name or name_of(context, place.user)
    opened = Opened(
        *(ticket.id, made.account, made.budget, place.channel, what.ts, context.clock()),
        dedup=made.dedup,
        url=ticket.url,
        cause=made.cause,
        by=place.user,
        opener=name,
        cause_id=made.cause_id,
        system=where[0],
        topic=where[1],
        job=id,
    )
    did = "found a ticket open" if ticket.already_open else "opened a ticket"
    record = _record(context, made, did, ticket=ticket.id)
    said = render.opened_line(name, news, already=ticket.already_open)
    line = render.line_message(id, said)
    thread = Place(place.team, "", place.channel, thread=what.ts)
    messages = (
        thread_post(context, thread, line, id),
        followed(context, opened, f"{id}.ticket", spoken(said)),
    )
    shown = drawn_anew(context, opened)
    try:
        if context.store.opened.opened(opened, record, (*messages, *shown)):
            send(context, messages)
            send_soon(context, shown, RENEW_AFTER)
    except StoreError as error:
        # It is open whatever the table says now; the log line is written in any case.
        _log.error("%s (%s %s) is not in the log: %s", record.id, did, ticket.id, error)
        post_unkept(context, thread, line, id)


def _show(context: Context, news: TicketNews, system: str, *, already: bool) -> None:
    """To the person, in the view or alone."""
    id = context.job.id
    if not fill(context, render.opened_view(news, id, system=system, already=already)):
        alone(context, render.opened_message(news, id, system=system, already=already))


def _link(context: Context, ts: str) -> str:
    """The thread's address; a ticket can do without."""
    if not ts:
        return ""
    link = partial(context.slack.link, context.job.place.channel, ts)
    return can_do_without("a link to the thread", link, "")


def _record(
    context: Context, made: Draft, did: str, *, why: str = "", ticket: str = ""
) -> LogRecord:
    ts = context.job.what.ts if isinstance(context.job.what, OpenTicket) else ""
    return LogRecord(
        id=f"TICKET.{context.job.id}.{'open' if ticket else did.replace(' ', '-')}",
        at=context.clock(),
        who=context.job.place.user,
        what=did,
        account=made.account,
        budget=made.budget,
        resource=made.resource,
        why=why,
        place=ChangePlace(context.job.place.channel, ts),
        ticket=ticket,
    )
