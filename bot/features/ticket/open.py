"""Change tickets: a dialog, the text behind a button, then opened, and said in the thread."""

from __future__ import annotations

import json
import logging
from functools import partial

from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.jobs import Place
from bot.core.jobs.changes import DraftTicket, OpenTicket, ShowTicketText
from bot.core.log_entry import TICKET_ASKED
from bot.core.texts import ticket as words
from bot.core.tickets import Draft
from bot.errors import StoreError
from bot.features.change.post import name_of
from bot.features.ticket.closed import RENEW_AFTER, drawn_anew, followed
from bot.features.ticket.draft import Additions, drawn_up
from bot.jobs.context import Context
from bot.jobs.outbox import send, send_soon
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.jobs.thread_post import post_unkept, thread_post
from bot.slack.reach import can_do_without
from bot.slack.render import ticket as render
from bot.slack.render.parts import Json
from bot.slack.render.phrase import spoken
from bot.slack.render.ticket import TicketNews
from bot.store.opened import Opened
from bot.tickets import Ticket, Trouble

_log = logging.getLogger(__name__)


@handles(DraftTicket)
def draft_ticket(context: Context, what: DraftTicket) -> None:
    """Show the dialog in the view that waits, or the ticket of this fault that is open already."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    made = drawn_up(context, answer, what.row, Additions())
    ids = _metadata(context, what, context.job.place.thread or what.ts or answer.ts)
    known = _known(context, made)
    view = _known_view(context, known, ids) if known else _dialog(context, made, what, ids)
    if not fill(context, view):
        reply_text(context, words.GONE)


@handles(ShowTicketText)
def show_ticket_text(context: Context, what: ShowTicketText) -> None:
    """What the ticket will say, pushed over the dialog."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    made = drawn_up(context, answer, what.row, Additions())
    if not fill(context, render.whole_view(made, context.job.id)):
        reply_text(context, words.GONE)


@handles(OpenTicket)
def open_ticket(context: Context, what: OpenTicket) -> None:
    """Open it, write that down, and say so where the answer is.

    One submission has one job id, however often it comes: it is written down, and said, once.
    """
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    typed = Additions(what.title, what.note, _link(context, what.ts))
    made = drawn_up(context, answer, what.row, typed)
    asked = _record(context, made, TICKET_ASKED)
    context.store.log.put(asked)  # or nothing is opened
    result = next(iter(context.tickets.values())).system.open(made)
    if isinstance(result, Trouble):
        _not_opened(context, made, result, what)
        return
    _say(context, made, result, what)
    _show(context, made, result)


def _known(context: Context, made: Draft) -> Opened | None:
    """The ticket that was opened for this fault, as long as nobody told that it is closed."""
    found = (one for one in context.store.opened.open() if one.dedup == made.dedup)
    return next(found, None)


def _known_view(context: Context, known: Opened, ids: str) -> Json:
    news = TicketNews(known.ticket, known.url, known.budget, known.cause)
    system, by = next(iter(context.tickets.values())).kind.title, known.by
    return render.open_view(news, context.job.id, ids, system=system, at=known.at, by=by)


def _dialog(context: Context, made: Draft, what: DraftTicket, ids: str) -> Json:
    value = f"{what.answer}.{what.row}"
    system = next(iter(context.tickets.values())).kind.title
    return render.ticket_view(
        made, context.job.id, ids, system=system, value=value, typed=render.Typed()
    )


def _not_opened(context: Context, made: Draft, trouble: Trouble, what: OpenTicket) -> None:
    record = _record(context, made, "could not open a ticket", why=trouble.says)
    try:
        context.store.log.put(record)
    except StoreError as error:
        _log.error("%s (%s) is not in the log: %s", record.id, record.what, error)
    if trouble.again:
        ids = _metadata(context, what, what.ts)
        typed = render.Typed(what.title, what.note)
        view = render.failed_view(trouble.says, context.job.id, ids, made.title, typed)
        if fill(context, view):
            return
    reply_text(context, trouble.says)


def _say(context: Context, made: Draft, ticket: Ticket, what: OpenTicket) -> None:
    """In the thread; where the ticket is noted, so that one day it is told there as closed."""
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


def _show(context: Context, made: Draft, ticket: Ticket) -> None:
    """To the person, in the view or alone."""
    news = TicketNews(ticket.id, ticket.url, made.budget, made.cause)
    id, system, already = (
        context.job.id,
        next(iter(context.tickets.values())).kind.title,
        ticket.already_open,
    )
    if not fill(context, render.opened_view(news, id, system=system, already=already)):
        alone(context, render.opened_message(news, id, system=system, already=already))


def _metadata(context: Context, what: DraftTicket | OpenTicket, ts: str) -> str:
    return json.dumps(
        {"answer": what.answer, "row": what.row, "channel": context.job.place.channel, "ts": ts}
    )


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
