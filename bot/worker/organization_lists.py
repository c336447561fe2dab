"""Which accounts an organisation holds, as the tables have it: read again only where the list is
another one.
"""

from __future__ import annotations

from threading import Lock

from bot.aws.list_organization import LIST_ACCOUNTS
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import OrganizationList
from bot.core.model.read import Cause, ReadFailed
from bot.core.texts import organization as texts
from bot.errors import StoreError
from bot.store.organizations import Organizations


class OrganizationLists:
    """The lists of one process. Safe between threads."""

    def __init__(self, organizations: Organizations) -> None:
        self._organizations = organizations
        self._lock = Lock()
        self._kept: dict[str, OrganizationList] = {}

    def list_of(self, entry: OrganizationEntry) -> OrganizationList | ReadFailed:
        """What the organisation holds; where the table does not answer, as it was known before."""
        with self._lock:
            kept = self._kept.get(entry.id)
            try:
                found = self._organizations.current(entry.id, kept)
                head = None if found else self._organizations.state(entry.id)
            except StoreError as error:
                return kept or _failed(entry, str(error))
            if found:
                self._kept[entry.id] = found
                return found
        return _failed(entry, head.unlisted.says if head and head.unlisted else texts.NOT_YET)


def _failed(entry: OrganizationEntry, says: str) -> ReadFailed:
    return ReadFailed(LIST_ACCOUNTS.action, f"organisation {entry.id}", Cause.FAILED, says)
