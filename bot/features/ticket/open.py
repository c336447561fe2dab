"""Change tickets: drawn up to be looked at, then opened, and said in the thread."""

from __future__ import annotations

import json
import logging

from bot.core.change import ChangePlace, LogRecord
from bot.core.jobs.alerts import Follow
from bot.core.jobs.changes import DraftTicket, OpenTicket
from bot.core.tickets import Draft
from bot.errors import SlackError, StoreError
from bot.features.alert.follow_up import follow
from bot.features.change.buttons import TOO_OLD
from bot.features.ticket.draft import Additions, drawn_up
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.slack.calls import may_pass
from bot.slack.render import ticket as render
from bot.slack.render.change_thread import ticket_opened
from bot.slack.render.message import sentence
from bot.store.answers import Answer
from bot.store.opened import Opened
from bot.tickets import Ticket, Trouble

_log = logging.getLogger(__name__)


@handles(DraftTicket)
def draft_ticket(context: Context, what: DraftTicket) -> None:
    """Show what the ticket will say, in the view that waits."""
    answer = _answer(context, what.answer, what.row)
    if answer is None:
        return
    made = drawn_up(context, answer, what.row, Additions())
    ids = _metadata(context, what, context.job.place.thread or what.ts or answer.ts)
    parts = [(section.title, section.plain()) for section in made.sections]
    view = render.ticket_view(made.title, parts, context.job.id, ids, system=context.ticket_title)
    if not fill(context, view):
        reply_text(context, "The window of the ticket is gone. Press the button again.")


@handles(OpenTicket)
def open_ticket(context: Context, what: OpenTicket) -> None:
    """Open it, write that down, and say so where the answer is."""
    answer = _answer(context, what.answer, what.row)
    if answer is None:
        return
    words = Additions(what.note, _link(context, what.ts))
    made = drawn_up(context, answer, what.row, words)
    context.store.log.put(_record(context, made, "asked for a ticket"))  # or nothing is opened
    result = context.tickets.open(made)
    if isinstance(result, Trouble):
        _not_opened(context, made, result, what)
        return
    did = "found a ticket open" if result.already_open else "opened a ticket"
    _written_down(context, _record(context, made, did, ticket=result.id))
    _keep(context, made, result, what)
    _say(context, result, what)
    says = f"🎫 A change ticket is open in {context.ticket_title}: {result.id}."
    mark, channel = f"{context.job.id}.ticket", context.job.place.channel
    follow(context, Follow(made.account, made.budget, mark, says, channel, what.ts, "", ""))


def _keep(context: Context, made: Draft, ticket: Ticket, what: OpenTicket) -> None:
    """Where it is said that the ticket is closed one day; it is open without that too."""
    channel = context.job.place.channel
    opened = Opened(ticket.id, made.account, made.budget, channel, what.ts, context.clock())
    try:
        context.store.opened.put(opened)
    except StoreError as error:
        _log.error("That ticket %s is closed will not be told: %s", ticket.id, error)


def _not_opened(context: Context, made: Draft, trouble: Trouble, what: OpenTicket) -> None:
    _written_down(context, _record(context, made, "could not open a ticket", why=trouble.says))
    if trouble.again:
        ids = _metadata(context, what, what.ts)
        if fill(context, render.failed_view(trouble.says, context.job.id, ids, what.note)):
            return
    reply_text(context, trouble.says)


def _say(context: Context, ticket: Ticket, what: OpenTicket) -> None:
    id, place = context.job.id, context.job.place
    line = ticket_opened(
        id,
        place.user,
        f"{context.ticket_title}: {ticket.id}",
        ticket.url,
        already=ticket.already_open,
    )
    try:
        posted = context.job.attempt and context.slack.find_post(place.channel, id, what.ts)
        if not posted:
            context.slack.post(place.channel, line, id, what.ts)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Ticket %s: no word in the thread: %s", ticket.id, error)
    opened = "It is open already" if ticket.already_open else "The ticket is open"
    text = f"{opened} in {context.ticket_title}: {ticket.id}."
    if not fill(context, render.opened_view(text, ticket.url, id)):
        alone(context, sentence(id, f"{text} {ticket.url}"))


def _answer(context: Context, id: str, row: int) -> Answer | None:
    """The answer whose button was pressed; None, and the person told, where that cannot be."""
    answer = context.store.answers.get(id)
    if answer is None or answer.until <= context.clock() or row >= len(answer.topics):
        reply_text(context, TOO_OLD)
        return None
    return answer


def _metadata(context: Context, what: DraftTicket | OpenTicket, ts: str) -> str:
    return json.dumps(
        {"answer": what.answer, "row": what.row, "channel": context.job.place.channel, "ts": ts}
    )


def _link(context: Context, ts: str) -> str:
    """The thread's address; a ticket can do without."""
    try:
        return context.slack.link(context.job.place.channel, ts) if ts else ""
    except SlackError as error:
        _log.warning("Job %s: no link to the thread: %s", context.job.id, error)
        return ""


def _record(
    context: Context, made: Draft, did: str, *, why: str = "", ticket: str = ""
) -> LogRecord:
    ts = context.job.what.ts if isinstance(context.job.what, OpenTicket) else ""
    return LogRecord(
        id=f"TICKET.{context.job.id}.{did.replace(' ', '-')}",
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


def _written_down(context: Context, record: LogRecord) -> None:
    """The ticket is open whatever the table says now; the log line is written in any case."""
    try:
        context.store.log.put(record)
    except StoreError as error:
        _log.error("%s (%s %s) is not in the log: %s", record.id, record.what, record.ticket, error)
