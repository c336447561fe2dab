"""Does the budget exist in this account?

A budget is visible only in its own account, and its name must be exact. Where there is none, the
finding names the budgets whose names come nearest; several that differ from it in blanks alone it
writes out, for nobody could tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.names import shown, written_alike
from bot.core.texts.words import listed

CODES = {
    "budget.not-found": Status.BROKEN,
    "budget.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say whether DescribeBudget found it."""
    if isinstance(path.budget, NotFound):
        yield finding_factory("budget.not-found", path.name, _not_found(path))
    if isinstance(path.budget, ReadFailed):
        says = cannot_read(f'The budget "{path.name}"', path.budget)
        yield finding_factory("budget.unreadable", path.name, says, evidence=said(path.budget))


def _not_found(path: Path) -> str:
    missing = f'Account {path.account} has no budget named "{path.name}".'
    if not path.names:
        return f"{missing} Check the name and the account: a budget shows only in its own account."
    alike = written_alike(path.name, path.names)
    if len(alike) > 1:
        names = listed([f'"{shown(name)}"' for name in alike])
        return (
            f"{missing} {len(alike)} budgets there have names that differ from it only in blanks: "
            f"{names}. Check the one that you mean by its exact name."
        )
    names = listed([f'"{name}"' for name in path.names])
    return f"{missing} The nearest names are {names}."
