"""The last verdicts of whole accounts, for lists that begin with the worst."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from bot.core.findings import Status
from bot.errors import StoreError
from bot.jobs.context import Context
from bot.slack.render.names import KnownVerdict

_log = logging.getLogger(__name__)


def known_verdicts(
    context: Context, accounts: Sequence[str]
) -> Mapping[tuple[str, str], KnownVerdict] | None:
    """By account and budget; None without tables, or where they do not answer."""
    if context.tables is None:
        return None
    try:
        verdicts = context.store.verdicts
        found = [last for account in accounts for last in verdicts.all_of_account(account)]
    except StoreError as error:
        _log.error("Job %s: a list without verdicts: %s", context.job.id, error)
        return None
    return {(v.account, v.budget): KnownVerdict(v.verdict, v.code, v.checked_at) for v in found}


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
