"""What the App Home shows, from the store: a page of budgets, the worst first.

AWS is asked only for an account of which the store holds nothing yet.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.accounts.directory import Account, Directory
from bot.core.change.change import Change
from bot.core.findings import Status
from bot.core.model.read import ReadFailed
from bot.core.proof.names import is_temporary
from bot.core.thread import ThreadOrigin
from bot.errors import StoreError
from bot.jobs.account import not_looked_at
from bot.jobs.context import Context
from bot.slack.render.home import PAGE, Board, Row
from bot.slack.render.home_filters import UNCHECKED, VERDICTS, Filters
from bot.slack.render.names import KnownVerdict
from bot.store.verdicts import LastVerdict

_GONE = "budget.not-found"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Which page, counted from 0, of what: a status or UNCHECKED, an account's id; "" for all."""

    page: int
    verdict: str
    account: str


def board(
    context: Context,
    directory: Directory,
    wanted: BoardPage,
    checking: tuple[str, str],
    note: str,
) -> Board:
    """One page. `checking` is the account and name of the budget that is looked at now.

    A filter that fits nothing any more filters nothing; a page that is gone becomes the last.
    Raises StoreError where the verdicts cannot be read.
    """
    only = directory.find(wanted.account)
    verdict = wanted.verdict if wanted.verdict in VERDICTS else ""
    rows, missing = _all_rows(context, directory, only)
    fitting = sorted((r for r in rows if verdict in {"", _kind(r)}), key=_order)
    page = min(max(wanted.page, 0), max(1, -(-len(fitting) // PAGE)) - 1)
    shown, trouble = _with_latest(context, fitting[page * PAGE : (page + 1) * PAGE])
    return Board(
        rows=[replace(r, checking=(r.account, r.name) == checking) for r in shown],
        tally=Counter(_kind(row) for row in rows),
        found=len(fitting),
        page=page,
        filters=Filters(
            verdict, only.id if only else "", [(one.id, one.title) for one in directory.all]
        ),
        notes=[note, missing, trouble],
    )


def _all_rows(
    context: Context, directory: Directory, only: Account | None
) -> tuple[list[Row], str]:
    """Every budget of these accounts, and which accounts could not be looked at."""
    wanted = (only,) if only else directory.all
    kept = {account: list(_kept(context, account.id)) for account in wanted}
    new = [account for account, verdicts in kept.items() if not verdicts]
    listed = context.reader.all_budgets(new) if new else {}
    rows = [_row(account, last) for account, verdicts in kept.items() for last in verdicts]
    for account in new:
        budgets = listed[account.id]
        if not isinstance(budgets, ReadFailed):
            rows += [Row(account.id, account.short, budget.name, None) for budget in budgets]
    return rows, not_looked_at(directory, listed)


def _kept(context: Context, account: str) -> Iterator[LastVerdict]:
    """The last verdicts of an account, without those of budgets that are gone, or go by themselves.

    A version before this one kept those of proofs' temporary budgets.
    """
    page = context.store.verdicts.of_account(account)
    while True:
        yield from (last for last in page.items if not _goes(last))
        if not page.cursor:
            return
        page = context.store.verdicts.of_account(account, cursor=page.cursor)


def _goes(last: LastVerdict) -> bool:
    return last.code == _GONE or is_temporary(last.budget)


def _row(account: Account, last: LastVerdict) -> Row:
    known = KnownVerdict(last.verdict, last.code, last.checked_at)
    return Row(account.id, account.short, last.budget, known, last.spend)


def _kind(row: Row) -> str:
    return row.last.verdict.value if row.last else UNCHECKED


def _order(row: Row) -> tuple[float, str, str, str]:
    """The worst first; what was never checked may be anything, so it comes after UNKNOWN."""
    rank = row.last.verdict.rank if row.last else Status.UNKNOWN.rank - 0.5
    return -rank, row.name.casefold(), row.name, row.called


def _with_latest(context: Context, rows: Sequence[Row]) -> tuple[list[Row], str]:
    """The rows with their last alerts and open changes, and what of these could not be read."""
    try:
        going_on = _going_on(context.store.changes.open_changes())
        return [_with_new(context, row, going_on) for row in rows], ""
    except StoreError as error:
        _log.error("A home without alerts and changes: %s", error)
        return list(rows), f"The last alerts and open changes are not shown. {error}"


def _with_new(context: Context, row: Row, going_on: Mapping[tuple[str, str], list[str]]) -> Row:
    threads = context.store.threads.of_budget(row.account, row.name)
    alert = next((one.opened for one in threads if one.origin is ThreadOrigin.ALERT), None)
    changes = tuple(going_on.get((row.account, row.name), ()))
    return replace(row, alert=alert, changes=changes)


def _going_on(changes: Sequence[Change]) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        undo = "undo of " if change.undoes else ""
        said = f"{undo}{change.plan.fix} ({change.state.value})"
        found.setdefault((change.plan.account, change.plan.budget), []).append(said)
    return found
