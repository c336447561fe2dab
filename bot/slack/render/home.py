"""The App Home: every budget with its last verdict, the worst first, a page at a time.

Only one person sees it, so naming people in it notifies nobody. Other people's text goes into
plain_text; what a colour or an emoji says, a word beside it says too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.alerts.spend_texts import bar_line, value_of, written
from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.senders import BUDGETS
from bot.core.texts.summary import summary
from bot.core.texts.visible import visible
from bot.core.texts.words import listed
from bot.slack.render.home_filters import UNCHECKED, Filters, filters, word_of
from bot.slack.render.names import KnownVerdict
from bot.slack.render.parts import (
    BUTTON,
    DIVIDER,
    Json,
    actions,
    button,
    clip,
    context,
    header,
    mention,
    numbered,
    ours,
    plain,
    section,
)
from bot.slack.render.texts import marked
from bot.slack.values import pack

PAGE = 20
_TITLE = "Do the alerts of our budgets still arrive?"
_CHANGES = 400
_NOTE = 1500
_MOST_NAMED = 20
_SMALL = (
    "Spend is that of the last check. A budget that was never checked is listed only where its "
    "account was never looked at; `/budget-check` lists them all."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A budget. `last` is None where it was never checked, `alert` when its last alert came.

    `changes` are those that are going on, in words; `checking` says that it is looked at now.
    """

    account: str
    called: str
    name: str
    last: KnownVerdict | None
    spend: Spend | None = None
    alert: datetime | None = None
    changes: tuple[str, ...] = ()
    checking: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What is shown: the rows of one page. `tally` counts every budget of the account, or of all,
    by its status or `UNCHECKED`; `found` are those that the filters leave.
    """

    rows: Sequence[Row]
    tally: Mapping[str, int]
    found: int
    page: int
    filters: Filters
    notes: Sequence[str] = ()


def home_view(id: str, board: Board) -> Json:
    """The home. `id` is the job's."""
    narrowed = board.filters
    metadata = pack(page=board.page, verdict=narrowed.verdict, account=narrowed.account)
    blocks = [
        header(_TITLE),
        section(plain(_summary(board.tally))),
        *filters(narrowed),
        *(section(plain(clip(note, _NOTE))) for note in board.notes if note),
        DIVIDER,
        *(_row(row) for row in board.rows),
        *_turning(board),
        context(ours(_SMALL)),
    ]
    return _home(id, blocks, metadata)


def text_view(id: str, text: str, ask: Sequence[str] = ()) -> Json:
    """A home with nothing but a sentence or two; `ask` are user and user group ids to ask."""
    named = listed((mention(one) for one in ask[:_MOST_NAMED]), "or")
    whom = [section(ours(f"Whom to ask: {named}."))] if named else []
    return _home(id, [header(_TITLE), section(plain(text)), *whom], "")


def _home(id: str, blocks: Sequence[Json], metadata: str) -> Json:
    return {
        "type": "home",
        "callback_id": "home",
        "blocks": list(numbered(blocks, id)),
        "private_metadata": metadata,
    }


def _summary(tally: Mapping[str, int]) -> str:
    count = sum(tally.values())
    if not count:
        return "No budget is known."
    kinds = [*(status.value for status in reversed(Status)), UNCHECKED]
    parts = [f"{tally[kind]} {word_of(kind)}" for kind in kinds if tally.get(kind)]
    return f"{count} {'budget' if count == 1 else 'budgets'}: {', '.join(parts)}"


def _row(row: Row) -> Json:
    """A row; a screen reader hears the name too, for the buttons look alike without."""
    text = plain("\n".join(_lines(row)))
    if row.checking:
        return section(text)
    label = clip(visible(f"Check {row.name} in {row.called}"), BUTTON)
    made = button("Check", "home.check", pack(account=row.account, budget=row.name))
    return section(text, {**made, "accessibility_label": label})


def _lines(row: Row) -> Iterator[str]:
    yield f"{row.name}, in {row.called}"
    yield "⏳ checking…" if row.checking else _verdict(row.last)
    spend = _spend(row.spend) if row.spend else ""
    if spend:
        yield spend
    yield f"last alert {_at(row.alert)}" if row.alert else "no alert has come through budget-check"
    if row.changes:
        yield clip(f"open changes: {', '.join(row.changes)}", _CHANGES)


def _verdict(last: KnownVerdict | None) -> str:
    if last is None:
        return f"{word_of(UNCHECKED)}"
    why = f": {summary(last.code, BUDGETS)} ({last.code})" if last.code else ""
    return f"{marked(last.verdict)}{why}, checked {_at(last.at)}"


def _spend(spend: Spend) -> str:
    """The bar and the amounts; what AWS did not say is left out."""
    spent, limit, forecast = map(_amount, (spend.actual, spend.limit, spend.forecast))
    words = [
        f"spent {spent}" if spent else "",
        f"limit {limit}" if limit else "",
        f"forecast {forecast}" if forecast else "",
    ]
    parts = [bar_line(spend.actual, spend.limit), ", ".join(word for word in words if word)]
    return "  ".join(part for part in parts if part)


def _amount(money: Money | None) -> str:
    return written(money) if money and value_of(money) is not None else ""


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _turning(board: Board) -> Iterator[Json]:
    """Which of how many, and the buttons for the other pages: their ids differ in one block."""
    first = board.page * PAGE
    last = first + len(board.rows)
    if not board.found:
        if board.tally:
            yield section(ours("No budget is left by these filters."))
        return
    yield section(ours(f"{first + 1} to {last} of {board.found}, the worst first"))
    buttons = []
    if board.page:
        buttons.append(button("Previous", "home.page.previous", pack(page=board.page - 1)))
    if last < board.found:
        buttons.append(button("Next", "home.page.next", pack(page=board.page + 1)))
    if buttons:
        yield actions(*buttons)
