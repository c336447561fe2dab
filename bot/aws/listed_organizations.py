"""Organisations listed at AWS by whoever keeps no list of them: a laptop, mostly."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from bot.aws.clients import Aws
from bot.aws.list_organization import list_whole
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import OrganizationList
from bot.core.model.read import ReadFailed

LISTED_FOR = 3600.0
"""Seconds for which a list is taken as it was read: one of 10,000 accounts is 500 calls."""
FAILED_FOR = 60.0


class ListedOrganizations:
    """`administrator` says through whom an organisation is listed. Safe between threads."""

    def __init__(
        self,
        administrator: Callable[[OrganizationEntry], Aws | ReadFailed],
        clock: Callable[[], float],
    ) -> None:
        self._administrator = administrator
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[OrganizationEntry, tuple[float, OrganizationList | ReadFailed]] = {}

    def list_of(self, entry: OrganizationEntry) -> OrganizationList | ReadFailed:
        """What it holds, read now unless it was a while ago."""
        with self._lock:
            until, found = self._kept.get(entry, (0.0, None))
            if found is None or self._clock() >= until:
                aws = self._administrator(entry)
                found = aws if isinstance(aws, ReadFailed) else list_whole(aws, entry)
                lasts = FAILED_FOR if isinstance(found, ReadFailed) else LISTED_FOR
                self._kept[entry] = (self._clock() + lasts, found)
            return found
