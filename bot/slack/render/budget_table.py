"""Every budget in a modal, in the order that its reader likes, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.alerts.spend_texts import percent, share, value_of, written
from bot.core.findings import Status
from bot.core.jobs.home import ListBudgets
from bot.core.model.budget import Spend
from bot.core.texts import home as texts
from bot.core.texts.verdict import WORDS
from bot.slack.render.loading_views import TABLE, TABLE_TITLE
from bot.slack.render.pages import turn_buttons
from bot.slack.render.parts import Json, actions, plain, section
from bot.slack.render.phrase import Phrase, bullets, mrkdwn, phrase
from bot.slack.render.rich import AnyView, Part, Rich, rich_view
from bot.slack.render.table import Cell, amount, has_room, table
from bot.slack.render.texts import mark
from bot.slack.render.views import modal, note_view
from bot.slack.values import pack

PAGE = 50


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget by its last check. `called` is its account's name, "" where there is one alone."""

    name: str
    called: str
    verdict: Status
    at: datetime
    spend: Spend | None


def budgets_view(
    id: str, rows: Sequence[BudgetRow], count: int, wanted: ListBudgets, note: str = ""
) -> AnyView:
    """One page of `count` budgets, which are all, or those of one cause; `note` says which are left
    out.
    """
    metadata = pack(
        sort=wanted.sort,
        page=wanted.page,
        account=wanted.account,
        code=wanted.code,
        resource=wanted.resource,
    )
    parts = [*([section(plain(note))] if note else []), *_parts(rows, count, wanted)]
    return rich_view(lambda blocks: modal(TABLE, TABLE_TITLE, blocks, id, metadata=metadata), parts)


def text_view(text: str, id: str) -> Json:
    """Why there is no list."""
    return note_view(TABLE, TABLE_TITLE, text, id)


def _parts(rows: Sequence[BudgetRow], count: int, wanted: ListBudgets) -> Iterator[Part]:
    first = wanted.page * PAGE
    if not rows:
        yield section(plain(texts.NO_BUDGET))
        return
    said = phrase(texts.TABLE_PAGE, first=first + 1, last=first + len(rows), count=count)
    yield section(mrkdwn(said), _sorts(wanted.sort))
    lines = bullets([_line(row) for row in rows])
    cells = [_cells(row) for row in rows]
    whole = has_room(cells, texts.COLUMNS)
    yield Rich(table(cells, texts.COLUMNS, TABLE_TITLE).block, [lines]) if whole else lines
    ids, more = ("budgets.page.previous", "budgets.page.next"), first + len(rows) < count
    buttons = turn_buttons(*ids, wanted.page, more=more)
    if buttons:
        yield actions(*buttons)


def _sorts(chosen: str) -> Json:
    options = {one: {"text": plain(words), "value": one} for one, words in texts.SORTS.items()}
    return {
        "type": "static_select",
        "action_id": "budgets.sort",
        "placeholder": plain(texts.SORTS["worst"]),
        "options": list(options.values()),
        "initial_option": options.get(chosen, options["worst"]),
    }


def _cells(row: BudgetRow) -> Sequence[Cell]:
    name = f"{row.name} ({row.called})" if row.called else row.name
    verdict = f"{mark(row.verdict)} {WORDS[row.verdict]}"
    spend = row.spend or Spend()
    return name, verdict, amount(spend.actual), amount(spend.limit), row.at


def _line(row: BudgetRow) -> Phrase:
    where = f" in {row.called}" if row.called else ""
    return phrase(
        texts.TABLE_ROW,
        mark=mark(row.verdict),
        budget=row.name,
        words=WORDS[row.verdict],
        where=where,
        spent=_spent(row.spend),
        at=row.at,
    )


def _spent(spend: Spend | None) -> str:
    """What of it AWS said: "80.00 USD of 100.00 USD (80 %)", after a comma."""
    if spend is None or spend.limit is None or value_of(spend.limit) is None:
        return ""
    limit, ratio = written(spend.limit), share(spend.actual, spend.limit)
    if spend.actual is None or ratio is None:
        return f", {limit}"
    return f", {written(spend.actual)} of {limit} ({percent(ratio)})"
