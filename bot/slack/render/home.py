"""The App Home: how many budgets do not alert and why, the most money first, with the mend beside
it; what waits for a person; and the way to each budget.

Only one person sees it, so naming people in it notifies nobody. What a colour or an emoji says, a
word beside it says too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.findings import Status
from bot.core.jobs.home import Home
from bot.core.texts import home as texts
from bot.slack.home_state import metadata_of
from bot.slack.render.home_card import Card, card
from bot.slack.render.home_cause import CauseRow, cause_row
from bot.slack.render.home_filters import Filters, filters
from bot.slack.render.home_find import finder
from bot.slack.render.home_needs import Needs, needs_blocks
from bot.slack.render.pages import turn_buttons
from bot.slack.render.parts import (
    DIVIDER,
    Json,
    actions,
    button,
    clip,
    context,
    header,
    numbered,
    plain,
    section,
)
from bot.slack.render.phrase import mrkdwn, phrase
from bot.slack.render.refusal import whom_to_ask
from bot.slack.render.views import MOST_BYTES
from bot.slack.values import pack

PAGE = 10
_NOTE = 1500


@dataclass(frozen=True, slots=True)
class Board:
    """What is shown: the rows of one page, of `found` causes that the filters leave.

    `tally` counts the budgets of the account, or of all; `oldest` is when the first of them was
    checked, None for none. `budgets` are those of the menu, accounts' ids and names, none where
    they are too many for one. `cards` are budgets with a place of their own, under the row
    `seen.at`.
    """

    seen: Home
    tally: Mapping[Status, int]
    oldest: datetime | None
    rows: Sequence[CauseRow]
    found: int
    filters: Filters
    budgets: Sequence[tuple[str, str]]
    cards: Sequence[Card] = ()
    needs: Needs = field(default_factory=Needs)
    notes: Sequence[str] = ()


def home_view(id: str, board: Board) -> Json:
    """The home. `id` is the job's."""
    head = [
        header(texts.headline(board.tally) if board.tally else texts.TITLE),
        *_summary(board),
        *filters(board.filters),
    ]
    rest = [
        *(section(plain(clip(note, _NOTE))) for note in board.notes if note),
        DIVIDER,
        *_rows(board),
        *_turning(board),
        *needs_blocks(board.needs),
        DIVIDER,
        actions(*_whole()),
    ]
    room = MOST_BYTES - len(json.dumps([head, rest]))
    find = [finder(board.budgets, board.seen.find, room)] if board.oldest else []
    return _home(id, [*head, *find, *rest], metadata_of(board.seen))


def text_view(id: str, text: str, ask: Sequence[str] = ()) -> Json:
    """A home with nothing but a sentence or two; `ask` are user and user group ids to ask."""
    return _home(id, [header(texts.TITLE), section(plain(text)), *whom_to_ask(ask)], "")


def _home(id: str, blocks: Sequence[Json], metadata: str) -> Json:
    return {
        "type": "home",
        "callback_id": "home",
        "blocks": list(numbered(blocks, id)),
        "private_metadata": metadata,
    }


def _summary(board: Board) -> Iterator[Json]:
    if board.oldest is None:
        yield section(plain(texts.NO_BUDGET))
        return
    said = f"{texts.others(board.tally)}{texts.CHECKED}"
    yield context(mrkdwn(phrase(said, at=board.oldest)))


def _rows(board: Board) -> Iterator[Json]:
    """The causes; the cards stand where somebody pressed, or above them all."""
    at = min(board.seen.at, len(board.rows) - 1)
    own = [block for one in board.cards for block in card(one, at)]
    if at < 0:
        yield from own
    for n, row in enumerate(board.rows):
        yield from cause_row(row, n)
        if n == at:
            yield from own
    if not board.rows and board.tally:
        yield section(plain(texts.NO_CAUSE if not _narrowed(board) else texts.FILTERED))


def _narrowed(board: Board) -> bool:
    chosen = board.filters
    return bool(chosen.verdict or chosen.cause)


def _turning(board: Board) -> Iterator[Json]:
    """Which of how many, and the buttons for the other pages."""
    page = board.seen.page
    first, last = page * PAGE, page * PAGE + len(board.rows)
    if board.found <= PAGE:
        return
    yield context(mrkdwn(phrase(texts.PAGES, first=first + 1, last=last, count=board.found)))
    ids = "home.page.previous", "home.page.next"
    yield actions(*turn_buttons(*ids, page, more=last < board.found))


def _whole() -> Iterator[Json]:
    yield button("All budgets", "home.budgets", pack(account="", code="", resource=""))
    yield button("Export CSV", "home.export", "home")
    yield button("Log", "home.log", "home")
