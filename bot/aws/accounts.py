"""Every account that budget-check knows, and an `Aws` for each (docs/accounts.md)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from bot.aws.assume import ASSUME_ROLE
from bot.aws.clients import Aws
from bot.aws.directory_reader import DirectoryReader, ListOf, unread
from bot.aws.list_organization import OrganizationReader
from bot.aws.listed_organizations import ListedOrganizations
from bot.aws.opened_roles import OpenedRoles, Pair
from bot.core.accounts.directory import Account, Directory
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.arns import parse_arn
from bot.core.model.read import Cause, NotFound, ReadFailed

_T = TypeVar("_T")


class Accounts:
    """The accounts of one process. Every method may be called from any thread, and never raises.

    `hub` is the AWS of budget-check's own credentials, `writing` the same opened with `ONCE`, None
    where nothing is ever written. `path` is the setting ACCOUNTS_PARAMETER; without one only the
    hub's own account is known. `clock` is a monotonic one. `kept` tells which accounts an
    organisation holds; without it AWS is asked.
    """

    def __init__(
        self,
        hub: Aws,
        path: str,
        clock: Callable[[], float],
        writing: Aws | None = None,
        kept: ListOf | None = None,
    ) -> None:
        self._hub = hub
        self._path = path
        self._writing = writing
        self._roles = OpenedRoles(hub)
        listed = ListedOrganizations(self.administrator, clock)
        self._directory = DirectoryReader(hub, path, clock, kept or listed.list_of)

    def directory(self) -> Directory | ReadFailed:
        """Every known account; ReadFailed where not even budget-check's own is known."""
        return self._directory.read()

    def reading(self, id: str) -> Aws | ReadFailed:
        """The account for who only reads: through its read role. Not for the pool's threads."""
        account = self._account(id)
        if isinstance(account, ReadFailed):
            return account
        if not account.read_role:
            return self._hub
        made = self._hub.ask(ASSUME_ROLE, account.read_role, lambda: self.read_as(account))
        return unread(account.read_role, made) if isinstance(made, NotFound) else made

    def writing(self, id: str) -> Pair | ReadFailed:
        """The account for who mends: through its mend role. Not for the pool's threads."""
        account = self._account(id)
        if isinstance(account, ReadFailed):
            return account
        if not account.read_role:
            return Pair(self._hub, self._writing) if self._writing else _never(account)
        role = account.mend_role
        return self._through(account, role) if role else _never(account)

    def administrator(self, entry: OrganizationEntry) -> Aws | ReadFailed:
        """Through whom an organisation is listed. Not for the pool's threads."""
        role, arn = entry.administrator_role, parse_arn(entry.administrator_role)
        if arn is None:
            return self._hub
        account = Account(arn.account, external_id=entry.external_id, parameter=entry.parameter)
        made = self._through(account, role)
        return made if isinstance(made, ReadFailed) else made.reading

    def organization(self, entry: OrganizationEntry) -> OrganizationReader | ReadFailed:
        """What lists an organisation. Not for the pool's threads."""
        aws = self.administrator(entry)
        return aws if isinstance(aws, ReadFailed) else OrganizationReader(aws, entry)

    def submit(self, call: Callable[[], _T]) -> Future[_T]:
        """Run it on one of the threads that all accounts share."""
        return self._hub.pool.submit(call)

    def read_as(self, account: Account) -> Aws | ReadFailed:
        """The same for an account of the directory; for a thread of the pool. May raise."""
        if not account.read_role:
            return self._hub
        pair = self._roles.through(account, account.read_role)
        return pair if isinstance(pair, ReadFailed) else pair.reading

    def _through(self, account: Account, role: str) -> Pair | ReadFailed:
        made = self._hub.ask(ASSUME_ROLE, role, lambda: self._roles.through(account, role))
        return unread(role, made) if isinstance(made, NotFound) else made

    def _account(self, id: str) -> Account | ReadFailed:
        directory = self.directory()
        if isinstance(directory, ReadFailed):
            return directory
        found = directory.of_id(id)
        if found is None:
            nowhere = f"No entry beneath {self._path} names it, and no organisation there holds it."
            detail = nowhere if self._path else "It is not ours."
            return directory.incomplete or ReadFailed(
                ASSUME_ROLE.action, f"account {id}", Cause.FAILED, detail
            )
        return found


def _never(account: Account) -> ReadFailed:
    no_role = f"its entry {account.parameter} names no mend_role"
    why = no_role if account.read_role else "here it only reads"
    detail = f"budget-check writes nothing to account {account.title}: {why}."
    return ReadFailed(ASSUME_ROLE.action, f"account {account.id}", Cause.REFUSED, detail)
