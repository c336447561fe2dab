"""The modal of a change ticket: what it will say, and room for a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.slack.render.loading_views import NOTE, TICKET, TICKET_TITLE
from bot.slack.render.parts import Json, clip, ours, pieces, plain, section
from bot.slack.render.views import MOST_BLOCKS, modal, note_view

LONGEST_NOTE = 1000

_SHOWN = 5_000
_PIECE = 2_900


def text_view(text: str, id: str) -> Json:
    """Why there is no ticket."""
    return note_view(TICKET, TICKET_TITLE, text, id)


def opened_view(text: str, url: str, id: str) -> Json:
    """The ticket, with the link to it."""
    blocks = [section(plain(text)), *_link(url)]
    return modal(TICKET, TICKET_TITLE, blocks, id)


def ticket_view(  # noqa: PLR0913 (each by name)
    title: str,
    parts: Sequence[tuple[str, str]],
    id: str,
    metadata: str,
    *,
    system: str,
    note: str = "",
) -> Json:
    """What the ticket will say, by heading and text; `system` is where it is opened."""
    blocks = [
        section(plain(f"This opens a ticket in {system}:")),
        section(plain(clip(title, _PIECE))),
        *_parts(parts),
    ]
    kept = [*blocks[: MOST_BLOCKS - 1], _note(note)]
    return modal(TICKET, TICKET_TITLE, kept, id, submit="Open the ticket", metadata=metadata)


def failed_view(text: str, id: str, metadata: str, note: str) -> Json:
    """It did not work, and the same again can help."""
    blocks = [section(plain(text)), _note(note)]
    return modal(TICKET, TICKET_TITLE, blocks, id, submit="Try again", metadata=metadata)


def _parts(parts: Sequence[tuple[str, str]]) -> Iterator[Json]:
    room = _SHOWN
    for n, (heading, text) in enumerate(parts):
        if room <= 0:
            yield section(plain(f"… and {len(parts) - n} more parts, whole in the ticket."))
            return
        yield section(plain(clip(heading, 200)))
        yield from (section(plain(piece)) for piece in pieces(clip(text, room), _PIECE))
        room -= len(text) + len(heading)


def _note(note: str) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": NOTE,
        "multiline": True,
        "max_length": LONGEST_NOTE,
    }
    return {
        "type": "input",
        "optional": True,
        "label": plain("Anything to add"),
        "element": {**element, "initial_value": note} if note else element,
    }


def _link(url: str) -> Iterator[Json]:
    """Slack takes only what is a web address without its own signs."""
    if url.startswith(("https://", "http://")) and not set(url) & set("<>| \n"):
        yield section(ours(f"<{url}|Open it>"))
