"""What the App Home shows, from the store alone."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.accounts.directory import Account, Directory
from bot.core.jobs.home import Home
from bot.core.snooze import Snooze
from bot.core.tally import CauseTally, in_order, unit_of, verdicts_of
from bot.core.texts import home as texts
from bot.core.texts.words import first_of
from bot.errors import StoreError
from bot.features.home.cards import drawn_cards, found_cards, worst_first
from bot.features.home.causes import CauseGroup, groups_of
from bot.features.home.mends import Mends, mends
from bot.features.home.needs import needs_of, waiting
from bot.features.home.open_work import OpenWork, read_open_work
from bot.features.home.subjects_hit import SubjectsHit, subjects_hit
from bot.jobs.account import not_looked_at
from bot.jobs.context import Context
from bot.jobs.known_budgets import (
    KnownBudget,
    Tallies,
    known_budgets,
    tallies,
    uncounted,
)
from bot.slack.render.home import PAGE, Board
from bot.slack.render.home_cause import CauseRow, Mend
from bot.slack.render.home_filters import VERDICTS, Filters
from bot.slack.render.home_needs import Needs
from bot.slack.render.pages import page_of

MOST_IN_MENU = 2_500
"""More budgets do not fit into a view, however short their names (`bot.slack.render.home_find`);
then they are not read for its menu, and a part of a name is typed.
"""
_MOST_NEVER = 5
_log = logging.getLogger(__name__)


def board(
    context: Context, directory: Directory, wanted: Home, note: str, *, checking: bool
) -> Board:
    """One page. `checking`: the budget that `wanted` shows is looked at now.

    A filter that fits nothing any more filters nothing; a page that is gone becomes the last.
    Raises StoreError where the verdicts cannot be read, SlackError where Slack asks to wait.
    """
    only = directory.find(wanted.account)
    accounts = (only,) if only else directory.all
    known, work = tallies(context, accounts), read_open_work(context)
    unit = unit_of(known.of.values())
    causes = _causes(known, unit, work)
    chosen = _filters(directory, wanted, causes, only.id if only else "")
    fitting = [one for one in causes if _fits(one, chosen)]
    page, shown = page_of(fitting, wanted.page, PAGE)
    tally = verdicts_of(known.of.values())
    budgets = _budgets(context, accounts, shown, wanted, tally.total())
    groups = groups_of(shown, budgets, unit)
    cards, more = found_cards(context, directory, budgets, wanted, unit)
    made = _mends(context, [*(one.budgets[0] for one in groups), *cards], work)
    named = not directory.alone
    others = subjects_hit(context, list(dict.fromkeys(one.account for one in groups)))
    return Board(
        seen=wanted._replace(page=page),
        tally=tally,
        oldest=min((one.oldest for one in known.of.values() if one.oldest), default=None),
        rows=[_row(one, work, made, others, named=named) for one in groups],
        found=len(fitting),
        filters=chosen,
        budgets=_menu(budgets, unit) if tally.total() <= MOST_IN_MENU else [],
        cards=drawn_cards(cards, wanted, work, made, directory, checking=checking),
        needs=_needs(context, directory, work),
        notes=[
            note,
            _never(known, accounts),
            uncounted(known.uncounted),
            not_looked_at(directory, {}),
            more,
        ],
    )


def _causes(known: Tallies, unit: str, work: OpenWork) -> list[CauseTally]:
    found = (cause for tally in known.of.values() for cause in tally.causes)
    return in_order(found, unit, _whole(work.snoozes))


def _budgets(
    context: Context,
    accounts: Sequence[Account],
    shown: Sequence[CauseTally],
    wanted: Home,
    count: int,
) -> Sequence[KnownBudget]:
    """All of them where a menu holds them, or one is looked for; else those of what is shown."""
    if count > MOST_IN_MENU and not wanted.find:
        having = {one.account for one in shown}
        accounts = [one for one in accounts if one.id in having]
    return known_budgets(context, accounts).all


def _mends(context: Context, budgets: Sequence[KnownBudget], work: OpenWork) -> Mends:
    """With their records kept; none where the table does not take those, or what goes on there
    could not be read.
    """
    if work.trouble:
        return Mends()
    made = mends(context, budgets, work.changes)
    try:
        context.store.answers.put_unposted(made.answers)
    except StoreError as error:
        _log.error("A home without buttons to mend: %s", error)
        return Mends()
    return made


def _needs(context: Context, directory: Directory, work: OpenWork) -> Needs:
    found = needs_of(context, directory, work.changes, work.snoozes, work.tickets)
    runs = waiting(work.pull_requests, directory)
    return replace(found, pull_requests=runs, trouble=work.trouble)


def _whole(running: Iterable[Snooze]) -> set[tuple[str, str, str]]:
    """The causes that are snoozed for every budget."""
    return {(one.of.account, one.of.code, one.of.resource) for one in running if not one.of.budget}


def _filters(
    directory: Directory, wanted: Home, causes: Sequence[CauseTally], account: str
) -> Filters:
    codes = tuple(dict.fromkeys(one.code for one in causes))
    kinds = {one.value for one in VERDICTS}
    return Filters(
        wanted.verdict if wanted.verdict in kinds else "",
        account,
        [(one.id, one.title) for one in directory.all],
        wanted.cause if wanted.cause in codes else "",
        codes,
    )


def _fits(cause: CauseTally, chosen: Filters) -> bool:
    verdict = chosen.verdict in {"", cause.verdict.value}
    return verdict and chosen.cause in {"", cause.code}


def _row(
    group: CauseGroup, work: OpenWork, made: Mends, others: SubjectsHit, *, named: bool
) -> CauseRow:
    first = group.budgets[0]
    return CauseRow(
        verdict=group.verdict,
        code=group.cause.code,
        resource=group.shown,
        group=group.resource,
        causes=len(group.own),
        account=group.account,
        called=first.account.short if named else "",
        names=[one.last.budget for one in group.budgets],
        topics=group.topics,
        each=not group.is_one_change,
        stake=group.stake,
        mend=made.of.get((group.account, first.last.budget), Mend()),
        snoozed=work.silencing(first) if all(map(work.silencing, group.budgets)) else None,
        others=_others(group, others),
    )


def _others(group: CauseGroup, hit: SubjectsHit) -> tuple[str, ...]:
    found = (hit.get((group.account, cause.resource), ()) for cause in group.own)
    return tuple(name for some in found for name in some)


def _menu(budgets: Iterable[KnownBudget], unit: str) -> list[tuple[str, str]]:
    return [(one.account.id, one.last.budget) for one in worst_first(budgets, unit)]


def _never(known: Tallies, accounts: Sequence[Account]) -> str:
    """The accounts of which nothing is known yet."""
    never = [one.short for one in accounts if one.id in known.of and not known.of[one.id].verdicts]
    if not never or not any(one.verdicts for one in known.of.values()):
        return ""
    return texts.NEVER.format(accounts=first_of(never, _MOST_NEVER))
