"""A pull request: its preview, why there is none, what came of it, and the lines about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.pull_requests.run import Stage
from bot.core.reference import called
from bot.core.texts import pull_request as words
from bot.slack.render.loading_views import PULL_REQUEST, PULL_REQUEST_TITLE
from bot.slack.render.message import Message, message
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    clip,
    header,
    is_address,
    literal,
    pieces,
    plain,
    section,
)
from bot.slack.render.parts import context as small_print
from bot.slack.render.phrase import Code, Field, Link, Phrase, bullets, mrkdwn, phrase, rich, spoken
from bot.slack.render.views import fitting, modal, note_view

_MOST_LINES = 60
_DIFF = 6_000
_PIECE = 2_900
_MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class PullRequestNews:
    """A pull request, and what it is about. `url` and `cause` are "" where they are not known."""

    pull_request: str
    url: str
    budget: str
    cause: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed: `title` says what it does, `tool` keeps the policy ("" where nobody says
    so), `difference` is that of the file at `path`, `touches` says who else notices.
    """

    title: str
    repository: str
    base: str
    branch: str
    path: str
    difference: str
    tool: str = ""
    touches: str = ""


@dataclass(frozen=True, slots=True)
class CannotPropose:
    """Why no pull request can be opened, as a sentence; `places` are where the policy may stand
    ("a.tf:12"), `snippet` is the text to put there by hand, "" for none. `again`: the same again
    can help.
    """

    why: str
    places: tuple[str, ...] = ()
    snippet: str = ""
    again: bool = False


def text_view(text: str, id: str) -> Json:
    """Why there is no pull request."""
    return note_view(PULL_REQUEST, PULL_REQUEST_TITLE, text, id)


def preview_view(made: Proposed, id: str, metadata: str, note: str = "") -> Json:
    """What would be proposed, with the button that does so; `note` is said first."""
    blocks = [
        *([section(plain(note))] if note else []),
        header(words.HEADING.format(title=made.title)),
        rich(
            phrase(words.WHAT, path=made.path, repository=made.repository),
            *([phrase(words.LASTS, tool=made.tool)] if made.tool else []),
            *([phrase("{says}", says=made.touches)] if made.touches else []),
        ),
        rich(phrase(words.FILE, path=made.path)),
        *_difference(made.difference),
        rich(phrase(words.AFTER, repository=made.repository), phrase(words.THEN)),
        small_print(mrkdwn(phrase(words.WHERE, branch=Code(made.branch), base=Code(made.base)))),
    ]
    return modal(
        PULL_REQUEST,
        PULL_REQUEST_TITLE,
        fitting(blocks),
        id,
        submit=words.SUBMIT,
        metadata=metadata,
        close="Cancel",
    )


def cannot_view(cannot: CannotPropose, id: str, metadata: str, ticket: str = "") -> Json:
    """Why none can be opened, where the policy may stand, the text, and a ticket instead.

    `ticket` is the value of its button, "" where no system is set up.
    """
    blocks: list[Json] = [rich(phrase(words.CANNOT, why=cannot.why))]
    if cannot.places:
        places = [phrase("{place}", place=Code(one)) for one in cannot.places[:_MOST_PLACES]]
        blocks += [rich(phrase(words.MAY_STAND)), bullets(places)]
    if cannot.snippet:
        blocks += [rich(phrase(words.BY_HAND)), *_code(cannot.snippet)]
    if ticket:
        blocks.append(rich(phrase(words.SNIPPET)))
        blocks.append(actions(button(words.INSTEAD, "ticket.open", ticket)))
    submit = words.AGAIN if cannot.again else ""
    shown = fitting(blocks)
    return modal(PULL_REQUEST, PULL_REQUEST_TITLE, shown, id, submit=submit, metadata=metadata)


def opened_view(news: PullRequestNews, id: str, repository: str) -> Json:
    """It is open: the link to it, and what is left to do."""
    return modal(PULL_REQUEST, PULL_REQUEST_TITLE, _opened(news, repository), id)


def opened_message(news: PullRequestNews, id: str, repository: str) -> Message:
    """The same where the dialog is gone."""
    said = spoken(phrase(words.OPENED_VIEW, pull_request=news.pull_request))
    return message(id, f"{said} {called(news.budget)}", _opened(news, repository))


def already_view(  # noqa: PLR0913 (each by name)
    news: PullRequestNews, id: str, repository: str, *, stage: Stage, who: str, at: datetime
) -> Json:
    """The one that mends it already, in the preview's place."""
    said = words.OPEN_ALREADY if stage is Stage.OPEN else words.MERGED_ALREADY
    first = phrase(said, pull_request=news.pull_request, who=who or words.SOMEBODY, at=at)
    blocks = [rich(first, phrase(words.THEN)), *_link(news.url, repository)]
    return modal(PULL_REQUEST, PULL_REQUEST_TITLE, blocks, id)


def news_line(template: str, news: PullRequestNews, who: str = "") -> Phrase:
    """A line about it, with its cause where the template says what is wrong."""
    link: Field = Link(news.pull_request, news.url) if is_address(news.url) else news.pull_request
    return phrase(
        words.because(template, news.cause),
        who=who or words.SOMEBODY,
        pull_request=link,
        budget=called(news.budget),
        cause=news.cause,
    )


def line_message(id: str, line: Phrase) -> Message:
    """A line about a pull request as a message in a thread."""
    return message(id, spoken(line), [rich(line)])


def _opened(news: PullRequestNews, repository: str) -> list[Json]:
    first = phrase(words.OPENED_VIEW, pull_request=news.pull_request)
    return [rich(first, phrase(words.READ_IT), phrase(words.THEN)), *_link(news.url, repository)]


def _link(url: str, repository: str) -> Iterator[Json]:
    if is_address(url):
        link = Link(words.OPEN_IT.format(repository=repository), url)
        yield section(mrkdwn(phrase("{link}", link=link)))


def _difference(text: str) -> Iterator[Json]:
    """As many lines as a view holds; a line is never torn."""
    lines = [clip(line, _PIECE) for line in text.split("\n")]
    kept: list[str] = []
    room = _DIFF
    for line in lines[:_MOST_LINES]:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    yield from _code("\n".join(kept))
    if len(lines) > len(kept):
        yield section(plain(words.MORE_LINES.format(count=len(lines) - len(kept))))


def _code(text: str) -> Iterator[Json]:
    return (literal(piece.rstrip("\n")) for piece in pieces(text, _PIECE))
