"""Which accounts there are: the entries in Parameter Store, one parameter for each account or
organisation, and the accounts that an organisation holds (docs/accounts.md).

The entries are read again every few minutes: what is taken out there is not assumed any longer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from bot.aws.clients import Aws
from bot.aws.reads import Read
from bot.core.accounts.directory import Directory, directory_of, directory_with
from bot.core.accounts.entries import entries_of
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import OrganizationList
from bot.core.model.read import Cause, NotFound, ReadFailed

GET_PARAMETERS = Read("GetParametersByPath", "ssm:GetParametersByPath")
KEPT_FOR = 180.0
"""Seconds for which the entries are taken as they were read."""
FAILED_FOR = 10.0
"""Seconds for which a failure to read them is: one job asks several times, and waits only once."""

ListOf = Callable[[OrganizationEntry], OrganizationList | ReadFailed]
"""Which accounts an organisation holds; the very same list until it is another one."""


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    parameters: tuple[tuple[str, str], ...]
    lists: Mapping[str, OrganizationList | ReadFailed]
    directory: Directory


class DirectoryReader:
    """The directory of one process. Every method may be called from any thread, and never raises.

    `path` is the setting ACCOUNTS_PARAMETER; without one only the hub's own account is known.
    `clock` is a monotonic one; `list_of` never raises.
    """

    def __init__(self, hub: Aws, path: str, clock: Callable[[], float], list_of: ListOf) -> None:
        self._hub = hub
        self._path = path
        self._clock = clock
        self._list_of = list_of
        self._lock = Lock()
        self._kept: _Kept | None = None

    def read(self) -> Directory | ReadFailed:
        """Every known account; ReadFailed where not even budget-check's own is known."""
        own = self._hub.account()
        if isinstance(own, ReadFailed):
            return own
        if not self._path:
            return directory_of(own, ())
        with self._lock:
            if self._kept and self._clock() < self._kept.until:
                return self._kept.directory
            return self._read(own)

    def _read(self, own: str) -> Directory:
        found = self._hub.ask(GET_PARAMETERS, self._path, self._parameters)
        if isinstance(found, NotFound | ReadFailed):
            why = unread(self._path, found)
            empty = directory_of(own, (), why)
            return self._keep(_Kept(self._clock() + FAILED_FOR, (), {}, empty))
        entries = entries_of(own, found)
        lists = {one.id: self._list_of(one) for one in entries.organizations}
        directory = self._same(found, lists)
        if directory is None:
            directory = directory_with(entries, lists, partition=self._hub.partition)
        failed = any(isinstance(one, ReadFailed) for one in lists.values())
        until = self._clock() + (FAILED_FOR if failed else KEPT_FOR)
        return self._keep(_Kept(until, found, lists, directory))

    def _same(
        self,
        parameters: tuple[tuple[str, str], ...],
        lists: Mapping[str, OrganizationList | ReadFailed],
    ) -> Directory | None:
        """The directory as it is kept, where nothing has changed: ten thousand accounts are not
        put together again every few minutes.
        """
        kept = self._kept
        if kept is None or kept.parameters != parameters or kept.directory.unread:
            return None
        same = all(kept.lists.get(id) is one for id, one in lists.items())
        return kept.directory if same else None

    def _keep(self, kept: _Kept) -> Directory:
        self._kept = kept
        return kept.directory

    def _parameters(self) -> tuple[tuple[str, str], ...]:
        pages = (
            self._hub.ssm(self._hub.region)
            .get_paginator("get_parameters_by_path")
            .paginate(Path=self._path, WithDecryption=True)
        )
        return tuple((one["Name"], one["Value"]) for page in pages for one in page["Parameters"])


def unread(resource: str, answer: NotFound | ReadFailed) -> ReadFailed:
    """Why the entries, or what stands in them, could not be read."""
    if isinstance(answer, ReadFailed):
        return answer
    return ReadFailed(GET_PARAMETERS.action, resource, Cause.FAILED, answer.detail)
