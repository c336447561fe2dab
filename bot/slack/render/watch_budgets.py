"""The budgets of one post of the watch, as a modal: how each stands, and what it has spent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.alerts.spend_texts import percent, share, written
from bot.core.model.budget import Spend
from bot.core.reference import called
from bot.core.texts import watch as texts
from bot.core.texts.verdict import WORDS
from bot.slack.render.loading_views import BUDGETS, BUDGETS_TITLE
from bot.slack.render.pages import page_of, turn_buttons
from bot.slack.render.parts import Json, actions, button, clip, context, plain, section
from bot.slack.render.rich import AnyView, Part, Rich, rich_view
from bot.slack.render.table import Cell, amount, has_room, table
from bot.slack.render.texts import MARKS
from bot.slack.render.views import modal
from bot.slack.render.watch_view import MOST_WORDS, BudgetState, dearest, is_up
from bot.slack.values import pack

PAGE = 90
"""With its number and its buttons a page stays within the 100 blocks of a modal."""


def budgets_view(id: str, notice: str, states: Sequence[BudgetState], page: int) -> AnyView:
    """One page: those that do not alert first, the most spent first."""
    page, shown = page_of(sorted(dearest(states), key=is_up), page, PAGE)
    several = len({one.account for one in states}) > 1
    first, last = page * PAGE + 1, page * PAGE + len(shown)
    where = texts.PAGE.format(first=first, last=last, all=len(states))
    lines = [section(plain(_row(one, several=several))) for one in shown]
    cells = [_cells(one, several=several) for one in shown]
    whole = bool(cells) and has_room(cells, texts.COLUMNS)
    listed = [Rich(table(cells, texts.COLUMNS, where).block, lines)] if whole else lines
    parts: list[Part] = [
        *listed,
        context(plain(where)),
        *_turning(notice, page, more=last < len(states)),
    ]
    return rich_view(lambda blocks: modal(BUDGETS, BUDGETS_TITLE, blocks, id), parts)


def spent(one: BudgetState) -> str:
    """What it has spent, of how much; "" where that is not known."""
    spend = one.spend
    if spend is None or spend.actual is None:
        return ""
    of = f" of {written(spend.limit)}" if spend.limit else ""
    ratio = share(spend.actual, spend.limit)
    part = f" ({percent(ratio)})" if ratio is not None else ""
    return clip(f"{written(spend.actual)}{of}{part}", MOST_WORDS)


def show_button(notice: str) -> Json:
    """Opens the list of all of them."""
    return button(texts.SHOW, "watch.budgets", pack(notice=notice, page=0))


def _cells(one: BudgetState, *, several: bool) -> Sequence[Cell]:
    spend = one.spend or Spend()
    verdict = f"{MARKS[one.verdict]} {WORDS[one.verdict]}"
    return _name(one, several=several), verdict, amount(spend.actual), amount(spend.limit)


def _row(one: BudgetState, *, several: bool) -> str:
    name = _name(one, several=several)
    money = spent(one)
    said = texts.ROW_SPENT.format(spent=money) if money else ""
    mark, words = MARKS[one.verdict], WORDS[one.verdict]
    return texts.ROW.format(name=name, mark=mark, words=words, spent=said)


def _name(one: BudgetState, *, several: bool) -> str:
    name = called(one.budget)
    return f"{name} ({one.account})" if several else name


def _turning(notice: str, page: int, *, more: bool) -> list[Json]:
    ids = "watch.budgets.page.previous", "watch.budgets.page"
    found = turn_buttons(*ids, page, more=more, notice=notice)
    return [actions(*found)] if found else []
