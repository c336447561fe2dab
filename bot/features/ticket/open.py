"""Change tickets: drawn up to be looked at, then opened, and said in the thread."""

from __future__ import annotations

import json
import logging

from bot.core.change import Action, Place
from bot.core.jobs.alerts import Follow
from bot.core.jobs.changes import DraftTicket, OpenTicket
from bot.core.ticket import Draft
from bot.errors import SlackError, StoreError
from bot.features.alert.follow_up import follow
from bot.features.change.buttons import TOO_OLD
from bot.features.ticket.draft import Words, drawn_up
from bot.jobs.context import Desk, Office
from bot.jobs.reply import alone, fill, tell
from bot.slack.calls import may_pass
from bot.slack.render import ticket as render
from bot.slack.render.message import sentence
from bot.slack.render.story import ticket_opened
from bot.store.answers import Answer
from bot.store.opened import Opened
from bot.tickets import Ticket, TicketSystem, Trouble

_NO_SYSTEM = "No ticket system is set up: whoever runs budget-check can name one in TICKETS."
_log = logging.getLogger(__name__)


def draft_ticket(desk: Desk, what: DraftTicket) -> None:
    """Show what the ticket will say, in the view that waits."""
    found = _answer(desk, what.answer, what.row)
    if found is None:
        return
    office, answer, _ = found
    made = drawn_up(desk, office, answer, what.row, Words())
    ids = _metadata(desk, what, desk.job.place.thread or what.ts or answer.ts)
    parts = [(section.title, section.plain()) for section in made.sections]
    view = render.ticket_view(made.title, parts, desk.job.id, ids, system=office.ticket_system)
    if not fill(desk, view):
        tell(desk, "The window of the ticket is gone. Press the button again.")


def open_ticket(desk: Desk, what: OpenTicket) -> None:
    """Open it, write that down, and say so where the answer is."""
    found = _answer(desk, what.answer, what.row)
    if found is None:
        return
    office, answer, system = found
    words = Words(what.note, _link(desk, what.ts))
    made = drawn_up(desk, office, answer, what.row, words)
    office.log.put(_record(desk, office, made, "asked for a ticket"))  # or nothing is opened
    result = system.open(made)
    if isinstance(result, Trouble):
        _not_opened(desk, office, made, result, what)
        return
    did = "found a ticket open" if result.already_open else "opened a ticket"
    _written_down(office, _record(desk, office, made, did, ticket=result.id))
    _keep(desk, office, made, result, what)
    _say(desk, office, result, what)
    says = f"🎫 A change ticket is open in {office.ticket_system}: {result.id}."
    mark, channel = f"{desk.job.id}.ticket", desk.job.place.channel
    follow(desk, Follow(made.account, made.budget, mark, says, channel, what.ts, "", ""))


def _keep(desk: Desk, office: Office, made: Draft, ticket: Ticket, what: OpenTicket) -> None:
    """Where it is said that the ticket is closed one day; it is open without that too."""
    channel = desk.job.place.channel
    opened = Opened(ticket.id, made.account, made.budget, channel, what.ts, office.clock())
    try:
        office.opened.put(opened)
    except StoreError as error:
        _log.error("That ticket %s is closed will not be told: %s", ticket.id, error)


def _not_opened(
    desk: Desk, office: Office, made: Draft, trouble: Trouble, what: OpenTicket
) -> None:
    _written_down(office, _record(desk, office, made, "could not open a ticket", why=trouble.says))
    if trouble.again:
        ids = _metadata(desk, what, what.ts)
        if fill(desk, render.failed_view(trouble.says, desk.job.id, ids, what.note)):
            return
    tell(desk, trouble.says)


def _say(desk: Desk, office: Office, ticket: Ticket, what: OpenTicket) -> None:
    id, place = desk.job.id, desk.job.place
    line = ticket_opened(
        id,
        place.user,
        f"{office.ticket_system}: {ticket.id}",
        ticket.url,
        already=ticket.already_open,
    )
    try:
        posted = desk.job.attempt and desk.slack.find_post(place.channel, id, what.ts)
        if not posted:
            desk.slack.post(place.channel, line, id, what.ts)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Ticket %s: no word in the thread: %s", ticket.id, error)
    opened = "It is open already" if ticket.already_open else "The ticket is open"
    text = f"{opened} in {office.ticket_system}: {ticket.id}."
    if not fill(desk, render.opened_view(text, ticket.url, id)):
        alone(desk, sentence(id, f"{text} {ticket.url}"))


def _answer(desk: Desk, id: str, row: int) -> tuple[Office, Answer, TicketSystem] | None:
    """The answer whose button was pressed; None, and the person told, where that cannot be."""
    office = desk.office
    if office is None or office.tickets is None:
        tell(desk, _NO_SYSTEM)
        return None
    answer = office.answers.get(id)
    if answer is None or answer.until <= office.clock() or row >= len(answer.topics):
        tell(desk, TOO_OLD)
        return None
    return office, answer, office.tickets


def _metadata(desk: Desk, what: DraftTicket | OpenTicket, ts: str) -> str:
    return json.dumps(
        {"answer": what.answer, "row": what.row, "channel": desk.job.place.channel, "ts": ts}
    )


def _link(desk: Desk, ts: str) -> str:
    """The thread's address; a ticket can do without."""
    try:
        return desk.slack.link(desk.job.place.channel, ts) if ts else ""
    except SlackError as error:
        _log.warning("Job %s: no link to the thread: %s", desk.job.id, error)
        return ""


def _record(  # noqa: PLR0913 (each by name)
    desk: Desk, office: Office, made: Draft, did: str, *, why: str = "", ticket: str = ""
) -> Action:
    ts = desk.job.what.ts if isinstance(desk.job.what, OpenTicket) else ""
    return Action(
        id=f"TICKET.{desk.job.id}.{did.replace(' ', '-')}",
        at=office.clock(),
        who=desk.job.place.user,
        what=did,
        account=made.account,
        budget=made.budget,
        resource=made.resource,
        why=why,
        place=Place(desk.job.place.channel, ts),
        ticket=ticket,
    )


def _written_down(office: Office, record: Action) -> None:
    """The ticket is open whatever the table says now; the log line is written in any case."""
    try:
        office.log.put(record)
    except StoreError as error:
        _log.error("%s (%s %s) is not in the log: %s", record.id, record.what, record.ticket, error)
