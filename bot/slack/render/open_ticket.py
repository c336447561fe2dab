"""A ticket that nobody has closed yet: shown where another one would be offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.texts import check as texts
from bot.slack.render.parts import Json, button, is_address, link_button
from bot.slack.render.phrase import Link, Phrase, phrase


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that nobody has closed; `opener` is a name, `system` what people call its ticket
    system, "" where it is not known.
    """

    ticket: str
    url: str
    at: datetime
    opener: str = ""
    system: str = ""


def open_line(ticket: OpenTicket) -> Phrase:
    """Which is open, by whom, since when and where."""
    said = texts.TICKET_IS_OPEN_BY if ticket.opener else texts.TICKET_IS_OPEN
    if ticket.system:
        said = texts.TICKET_OF.replace("{line}", said)
    named = Link(ticket.ticket, ticket.url) if is_address(ticket.url) else ticket.ticket
    return phrase(said, ticket=named, who=ticket.opener, at=ticket.at, system=ticket.system)


def ticket_button(ticket: OpenTicket | None, value: str, label: str = texts.TICKET) -> Json:
    """The button that opens one, with `label`; where one is open the way there."""
    if ticket is None or not is_address(ticket.url):
        return button(label, "ticket.open", value)
    return link_button(texts.GO_TO_TICKET.format(ticket=ticket.ticket), ticket.url, "ticket")


def another_ticket(ticket: OpenTicket | None, value: str) -> Iterator[Json]:
    """One that is done and only not closed keeps nobody from the next."""
    if ticket is not None and is_address(ticket.url):
        yield button(texts.ANOTHER_TICKET, "ticket.open", value)
