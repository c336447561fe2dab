"""The accounts beneath ACCOUNTS_PARAMETER: is each entry right, and can its role be assumed, or its
organisation listed?

The roles trust the functions of budget-check and not whoever runs doctor: where they refuse, only
the entry has been looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from bot.aws.accounts import Accounts
from bot.cli.doctor._finding import DoctorFinding, count, fine, unknown, warning, wrong
from bot.cli.doctor._organizations import listed
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.accounts.directory import Account, Directory
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import OrganizationList
from bot.core.model.read import Cause, ReadFailed

TITLE = "Accounts"
PLACE = 110
_ABOUT = "ACCOUNTS_PARAMETER"


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each entry that can be read."""
    path = setup.settings.accounts_parameter
    if _ABOUT in {fault.name for fault in setup.faults}:
        return
    if not path:
        yield fine(_ABOUT, "is not set: only the account of budget-check itself is known.")
        return
    accounts = Accounts(setup.clients.aws, path, monotonic, kept=_none)
    directory = accounts.directory()
    if isinstance(directory, ReadFailed):
        yield unread(path, directory)
    elif directory.unread:
        yield unread(path, directory.unread)
    else:
        yield from _entries(path, directory, accounts)


def _entries(path: str, directory: Directory, accounts: Accounts) -> Iterator[DoctorFinding]:
    for entry in directory.wrong:
        yield wrong(f"{path}/{entry.alias}", entry.why, "Correct it (docs/accounts.md).")
    for organization in directory.organizations:
        yield listed(organization, accounts, directory.own.id)
    if not (directory.others or directory.organizations):
        do = f"Add one parameter per account, or organisation, beneath {path} (docs/accounts.md)."
        yield warning(path, "names no further account.", do)
        return
    if directory.others:
        yield fine(path, f"names {count(len(directory.others), 'further account')}.")
    for account in directory.others:
        yield _role(account, accounts)


def _none(entry: OrganizationEntry) -> OrganizationList:
    """The accounts of an organisation are not looked at one by one: there may be thousands."""
    return OrganizationList(entry.id)


def _role(account: Account, accounts: Accounts) -> DoctorFinding:
    about = f"account {account.short}"
    found = accounts.reading(account.id)
    if not isinstance(found, ReadFailed):
        mends = "and has a role to mend with" if account.mend_role else "and is only read"
        return fine(about, f"its read role can be assumed, {mends}.")
    if found.cause is Cause.REFUSED:
        says = "its read role does not let you in, so only its entry was looked at."
        return unknown(about, says, f"`/budget-check account:{account.short}` in Slack tells.")
    return unread(about, found)
