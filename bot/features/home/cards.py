"""The budgets with a place of their own in the App Home: looked for, chosen, or just checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.accounts.directory import Directory
from bot.core.jobs.home import Home
from bot.core.names import containing
from bot.core.texts import home as texts
from bot.features.home.causes import dearest
from bot.features.home.mends import Mends
from bot.features.home.open_work import OpenWork
from bot.jobs.context import Context
from bot.jobs.known_budgets import KnownBudget
from bot.slack.render.home_card import Card
from bot.slack.render.home_cause import Mend
from bot.store.last_verdict import listed

_MOST_FOUND = 5


def found_cards(
    context: Context,
    directory: Directory,
    budgets: Sequence[KnownBudget],
    wanted: Home,
    unit: str,
) -> tuple[list[KnownBudget], str]:
    """The budgets with a place of their own, and what is said where they are none or too many."""
    if wanted.shown:
        return _one(context, directory, wanted.shown), ""
    if not wanted.find:
        return [], ""
    names = set(containing(wanted.find, [one.last.budget for one in budgets]))
    found = worst_first((one for one in budgets if one.last.budget in names), unit)
    more = len(found) - _MOST_FOUND
    if not found:
        return [], texts.FOUND_NONE.format(part=wanted.find)
    return found[:_MOST_FOUND], texts.FOUND_MORE.format(count=more) if more > 0 else ""


def _one(context: Context, directory: Directory, shown: str) -> list[KnownBudget]:
    """As its last check found it."""
    id, _, name = shown.partition(" ")
    account = directory.find(id)
    last = context.store.verdicts.get(account.id, name) if account else None
    if account is None or last is None or listed(last).gone:
        return []
    return [KnownBudget(account, listed(last))]


def drawn_cards(  # noqa: PLR0913 (each by name)
    cards: Sequence[KnownBudget],
    wanted: Home,
    work: OpenWork,
    made: Mends,
    directory: Directory,
    *,
    checking: bool,
) -> list[Card]:
    """As they are shown; one that was pressed and is gone says so."""
    drawn = [_card(one, work, made, checking=checking) for one in cards]
    account, _, name = wanted.shown.partition(" ")
    if wanted.shown and not drawn and directory.find(account):
        drawn = [Card(account, directory.named(account), name, None, checking=checking)]
    return drawn


def _card(known: KnownBudget, work: OpenWork, made: Mends, *, checking: bool) -> Card:
    last, cause = known.last, known.last.why
    return Card(
        account=known.account.id,
        called=known.account.short,
        name=last.budget,
        verdict=last.verdict,
        code=cause.code,
        at=last.checked_at,
        spend=last.spend,
        mend=made.of.get((known.account.id, last.budget), Mend()),
        snoozed=work.silencing(known),
        checking=checking,
    )


def worst_first(budgets: Iterable[KnownBudget], unit: str) -> list[KnownBudget]:
    """In the order of a menu; `unit` is the currency that comes first."""
    return sorted(budgets, key=lambda one: (-one.last.verdict.rank, *dearest(one, unit)))
