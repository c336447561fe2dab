"""A change ticket: its dialog, what it will say, what came of it, and the lines about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.reference import called
from bot.core.texts import ticket as words
from bot.core.tickets import Draft
from bot.slack.render.loading_views import (
    TICKET,
    TICKET_TEXT,
    TICKET_TITLE,
)
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, clip, is_address, pieces, plain, section
from bot.slack.render.phrase import Field, Link, Phrase, Who, mrkdwn, phrase, rich, spoken
from bot.slack.render.views import fitting, modal, note_view

_SHOWN = 100_000
_PIECE = 2_900


@dataclass(frozen=True, slots=True)
class TicketNews:
    """A ticket, and what it is about. `url` and `cause` are "" where they are not known."""

    ticket: str
    url: str
    budget: str
    cause: str


def text_view(text: str, id: str) -> Json:
    """Why there is no ticket."""
    return note_view(TICKET, TICKET_TITLE, text, id)


def whole_view(made: Draft, id: str) -> Json:
    """What the ticket will say, by heading and text: pushed over the dialog."""
    parts = [(one.title, one.plain()) for one in made.sections]
    blocks = [section(plain(made.summary)), *_parts(parts)]
    return modal(TICKET_TEXT, TICKET_TITLE, fitting(blocks), id)


def whole_text_view(text: str, id: str) -> Json:
    """Why the text is not shown."""
    return note_view(TICKET_TEXT, TICKET_TITLE, text, id)


def open_view(  # noqa: PLR0913 (each by name)
    news: TicketNews, id: str, metadata: str, *, system: str, at: datetime, by: str
) -> Json:
    """The ticket that is open already, in the dialog's place."""
    said = words.OPEN_ALREADY_BY if by else words.OPEN_ALREADY
    who = Who(by)
    blocks = [
        rich(phrase(said, ticket=news.ticket, at=at, who=who), about(news.budget, news.cause)),
        *_link(news.url, system),
        rich(phrase(words.ANOTHER)),
    ]
    return modal(TICKET, TICKET_TITLE, blocks, id, submit=words.OPEN_ANOTHER, metadata=metadata)


def opened_view(news: TicketNews, id: str, *, system: str, already: bool) -> Json:
    """The ticket, with the link to it."""
    return modal(TICKET, TICKET_TITLE, _opened(news, system, already=already), id)


def opened_message(news: TicketNews, id: str, *, system: str, already: bool) -> Message:
    """The same where the dialog is gone."""
    text = spoken(_is_open(news, system, already=already))
    return message(id, f"{text} {called(news.budget)}", _opened(news, system, already=already))


def opened_line(who: str, news: TicketNews, *, already: bool) -> Phrase:
    """Who (a name) opened it, or found it open, for which budget and why."""
    return _line(words.FOUND if already else words.OPENED, who, news)


def over_line(who: str, did: str, news: TicketNews, *, still: bool = False) -> Phrase:
    """Who "resolved" it, or "closed" it, in more words where its system has them; `still` says that
    the fault is there all the same.
    """
    template = words.OVER if did.isalpha() else words.OVER_AS
    return _line(template, who, news, still=still, did=did)


def gone_line(news: TicketNews, *, still: bool = False) -> Phrase:
    """Its system shows it no longer."""
    return _line(words.NO_LONGER_THERE, "", news, still=still)


def line_message(id: str, line: Phrase) -> Message:
    """A line about a ticket as a message in a thread."""
    return message(id, spoken(line), [rich(line)])


def _line(
    template: str, who: str, news: TicketNews, *, still: bool = False, **more: Field
) -> Phrase:
    link: Field = Link(news.ticket, news.url) if is_address(news.url) else news.ticket
    return phrase(
        words.because(template, news.cause, still=still),
        who=who or words.SOMEBODY,
        ticket=link,
        budget=called(news.budget),
        cause=news.cause,
        **more,
    )


def about(budget: str, cause: str) -> Phrase:
    """For which budget, and why."""
    return phrase(words.ABOUT if cause else words.ABOUT_BUDGET, budget=called(budget), cause=cause)


def _opened(news: TicketNews, system: str, *, already: bool) -> list[Json]:
    first = _is_open(news, system, already=already)
    return [rich(first, about(news.budget, news.cause)), *_link(news.url, system)]


def _is_open(news: TicketNews, system: str, *, already: bool) -> Phrase:
    said = words.WAS_OPEN if already else words.IS_OPEN
    return phrase(said, ticket=news.ticket, system=system)


def _parts(parts: Sequence[tuple[str, str]]) -> Iterator[Json]:
    room = _SHOWN
    for n, (heading, text) in enumerate(parts):
        if room <= 0:
            yield section(plain(words.MORE_PARTS.format(count=len(parts) - n)))
            return
        yield rich(phrase("*{heading}*", heading=clip(heading, 200)))
        yield from (section(plain(piece)) for piece in pieces(clip(text, room), _PIECE))
        room -= len(text) + len(heading)


def _link(url: str, system: str) -> Iterator[Json]:
    if is_address(url):
        yield section(mrkdwn(phrase("{link}", link=Link(words.OPEN_IT.format(system=system), url))))
