"""Every budget of one account, or of all that ACCOUNTS_PARAMETER names, judged; for `list` and
`check --all`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from bot.aws.accounts import Accounts
from bot.aws.clients import Aws
from bot.aws.sweep import sweep
from bot.cli.accounts import opened
from bot.core.checks._unread import cannot_read
from bot.core.findings import Report, Status, worst
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.report import judge
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class AllBudgets:
    """The reports, the worst first, and a sentence for whatever could not be listed.

    `called` is each account as people know it, in the order in which they were read.
    """

    checked_at: datetime
    reports: tuple[Report, ...]
    unread: tuple[str, ...]
    called: dict[str, str]

    @property
    def verdict(self) -> Status:
        """The worst of them. What could not be listed is UNKNOWN at least."""
        unread = (Status.UNKNOWN for _ in self.unread)
        return worst([*unread, *(report.verdict for report in self.reports)])


def all_budgets(
    aws: Aws, settings: Settings, asked: str | None, tell: Callable[[str], None]
) -> AllBudgets:
    """Read and judge them. `asked` is an account's alias or id, None for all that are known.

    `tell` hears what is being done. Raises UsageError for an account that is none, or not known.
    """
    found = _every(aws, settings) if asked is None else _one(aws, settings, asked)
    reports, unread, now = list[Report](), list(found.unread), datetime.now(UTC)
    for id, title, account in found.accounts:
        for one in _budgets(account, id, title, now, tell):
            if isinstance(one, ReadFailed):
                unread.append(cannot_read(f"The budgets of account {title}", one))
            else:
                reports.append(judge(one, allow_unencrypted=settings.allow_unencrypted))
    called = {id: title for id, title, _ in found.accounts}
    return AllBudgets(now, _worst_first(reports), tuple(unread), called)


@dataclass(frozen=True, slots=True)
class _Accounts:
    """Each account to read: its id, what people call it, its AWS; and what is not known."""

    accounts: tuple[tuple[str, str, Aws | ReadFailed], ...] = ()
    unread: tuple[str, ...] = ()


def _one(aws: Aws, settings: Settings, asked: str) -> _Accounts:
    where = opened(aws, settings.accounts_parameter, asked)
    return _Accounts(((where.account, where.account or asked, where.aws),))


def _every(aws: Aws, settings: Settings) -> _Accounts:
    accounts = Accounts(aws, settings.accounts_parameter, monotonic)
    directory = accounts.directory()
    if isinstance(directory, ReadFailed):
        return _Accounts(unread=(cannot_read("The budgets", directory),))
    unread = [f"The entry {one.parameter} cannot be used: {one.says}" for one in directory.wrong]
    if directory.incomplete:
        unread.append(cannot_read("The accounts beneath ACCOUNTS_PARAMETER", directory.incomplete))
    every = tuple((one.id, one.title, accounts.reading(one.id)) for one in directory.all)
    return _Accounts(every, tuple(unread))


def _budgets(
    aws: Aws | ReadFailed, id: str, title: str, now: datetime, tell: Callable[[str], None]
) -> Iterator[Facts | ReadFailed]:
    """Page by page; where one cannot be listed nobody can say what comes after it."""
    tell(f"Reading the budgets of account {title} …")
    if isinstance(aws, ReadFailed):
        yield aws
        return
    token, count = "", 0
    while True:
        page = sweep(aws, id, now, token)
        yield from (one.facts for one in page.budgets)
        if page.unread:
            yield page.unread
        if page.unread or not page.token:
            return
        token, count = page.token, count + len(page.budgets)
        tell(f"Reading the budgets of account {title} … {count}")


def _worst_first(reports: Sequence[Report]) -> tuple[Report, ...]:
    return tuple(
        sorted(reports, key=lambda one: (-one.verdict.rank, one.budget.casefold(), one.account))
    )
