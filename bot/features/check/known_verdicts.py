"""The last verdicts of budgets, for lists that begin with the worst."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from bot.core.findings import Status
from bot.core.listed_budget import ListedBudget
from bot.errors import StoreError
from bot.jobs.context import Context
from bot.slack.render.accounts import Entry
from bot.slack.render.names import KnownVerdict
from bot.store.last_verdict import LastVerdict
from bot.store.verdicts import Verdicts

_Read = TypeVar("_Read")
_log = logging.getLogger(__name__)


def known_verdicts(
    context: Context, accounts: Sequence[str]
) -> Mapping[tuple[str, str], KnownVerdict] | None:
    """Of whole accounts, by account and budget; None where no table says."""

    def read(verdicts: Verdicts) -> list[LastVerdict]:
        return [last for account in accounts for last in verdicts.all_of_account(account)]

    found = _read(context, read)
    return None if found is None else {(one.account, one.budget): known(one) for one in found}


def verdicts_of(context: Context, entries: Iterable[Entry]) -> Mapping[Entry, KnownVerdict] | None:
    """The same of these budgets alone."""

    def read(verdicts: Verdicts) -> list[tuple[Entry, LastVerdict | None]]:
        return [(one, verdicts.get(one.account, one.name)) for one in entries]

    found = _read(context, read)
    return None if found is None else {entry: known(last) for entry, last in found if last}


def known(last: LastVerdict | ListedBudget) -> KnownVerdict:
    """As a list shows it."""
    return KnownVerdict(last.verdict, last.code, last.checked_at)


def _read(context: Context, read: Callable[[Verdicts], _Read]) -> _Read | None:
    if context.tables is None:
        return None
    try:
        return read(context.store.verdicts)
    except StoreError as error:
        _log.error("Job %s: a list without verdicts: %s", context.job.id, error)
        return None


def has_verdict(last: KnownVerdict | None, verdict: str) -> bool:
    """Whether it is known, and this one."""
    return last is not None and last.verdict.value == verdict


def worst_first(last: KnownVerdict | None, name: str) -> tuple[float, str, str]:
    """The order of a list. What was never checked may be anything, so it comes after UNKNOWN."""
    return by_verdict(last.verdict if last else None, name)


def by_verdict(last: Status | None, name: str) -> tuple[float, str, str]:
    """The same by the verdict alone."""
    rank = last.rank if last else Status.UNKNOWN.rank - 0.5
    return -rank, name.casefold(), name
