"""The dialog of a change ticket, the text behind its button, and the ticket that is open."""

from __future__ import annotations

import json

from bot.core.jobs.tickets import ChooseTicketSystem, DraftTicket, OpenTicket, ShowTicketText
from bot.core.texts import ticket as words
from bot.core.tickets import Draft
from bot.features.ticket.draft import Additions, drawn_up
from bot.features.ticket.systems import chosen, offered, title_of
from bot.jobs.context import Context
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import fill, reply_text
from bot.slack.render import ticket as render
from bot.slack.render.parts import Json
from bot.slack.render.ticket import TicketNews
from bot.slack.render.ticket_dialog import TicketDialog, Typed, ticket_view
from bot.store.opened import Opened
from bot.tickets import ReadySystem, Trouble

Asked = DraftTicket | ChooseTicketSystem | OpenTicket


@handles(DraftTicket)
def draft_ticket(context: Context, what: DraftTicket) -> None:
    """Show the dialog in the view that waits, or the ticket of this fault that is open already."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    made = drawn_up(context, answer, what.row, Additions())
    system = next(iter(context.tickets.values()))
    here = what._replace(ts=context.job.place.thread or what.ts or answer.ts)
    known = known_ticket(context, made.dedup)
    beside = known.ticket if known else ""
    carried = _carried(context, made, here, system, beside)
    if known:
        view = _known_view(context, known, carried)
    else:
        shown = TicketDialog(made, offered(context, system), f"{what.answer}.{what.row}")
        view = ticket_view(shown, context.job.id, carried)
    if not fill(context, view):
        reply_text(context, words.GONE)


@handles(ChooseTicketSystem)
def choose_ticket_system(context: Context, what: ChooseTicketSystem) -> None:
    """Draw the dialog for the system that was chosen; what was typed stays."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    system = chosen(context, what.system)
    if system is None:
        reply_text(context, words.SYSTEM_GONE)
        return
    made = drawn_up(context, answer, what.row, Additions())
    show_dialog(context, made, what, system)


@handles(ShowTicketText)
def show_ticket_text(context: Context, what: ShowTicketText) -> None:
    """What the ticket will say, pushed over the dialog."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    made = drawn_up(context, answer, what.row, Additions())
    if not fill(context, render.whole_view(made, context.job.id)):
        reply_text(context, words.GONE)


def show_dialog(
    context: Context,
    made: Draft,
    what: ChooseTicketSystem | OpenTicket,
    system: ReadySystem,
    trouble: Trouble | None = None,
) -> None:
    """The dialog with what was typed; after a failure its reason, which is said in any case."""
    typed = Typed(what.title, what.note, what.severity, what.assignee)
    value, says = f"{what.answer}.{what.row}", trouble.says if trouble else ""
    again = trouble.again if trouble else False
    shown = TicketDialog(made, offered(context, system), value, typed, says, again)
    carried = _carried(context, made, what, system, what.beside)
    if not fill(context, ticket_view(shown, context.job.id, carried)):
        reply_text(context, says or words.GONE)


def known_ticket(context: Context, dedup: str) -> Opened | None:
    """The ticket that was opened for this fault, as long as nobody told that it is closed.

    Raises StoreError.
    """
    known = context.store.opened.of_fault(dedup)
    if known is None:  # one that a version before has written down is found in the index alone
        known = next((one for one in context.store.opened.open() if one.dedup == dedup), None)
    return known


def _carried(context: Context, made: Draft, what: Asked, system: ReadySystem, beside: str) -> str:
    """What the dialog carries, and a submission brings back."""
    carried = {
        "answer": what.answer,
        "row": what.row,
        "channel": context.job.place.channel,
        "ts": what.ts,
        "system": system.name,
        "fault": made.dedup,
        "beside": beside,
    }
    return json.dumps(carried)


def _known_view(context: Context, known: Opened, carried: str) -> Json:
    news = TicketNews(known.ticket, known.url, known.budget, known.cause)
    system = title_of(context, known.system)
    return render.open_view(news, context.job.id, carried, system=system, at=known.at, by=known.by)
