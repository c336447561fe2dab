"""The accounts of each organisation, as they were listed last (`bot.core.accounts.list_state`).

A list lies in a partition of its own, a page of AWS's an item, and counts once its head names it:
one that is half done takes no account away. Some ten thousand accounts are two calls to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.accounts.list_state import ListState, Unlisted
from bot.core.accounts.organization_list import Member, OrganizationList, Unit
from bot.core.outgoing import Outgoing
from bot.errors import StoreError
from bot.store.attributes import Item
from bot.store.calls import transact
from bot.store.expressions import ALWAYS, NEW, seen
from bot.store.outbox import Outbox
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ATTEMPTS = 3
_PAGE, _UNITS = "page:", "units:"


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What one page of AWS's told, or the names of some units."""

    members: tuple[Member, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Changed:
    """When AWS last told that an organisation changed."""

    at: datetime


class Organizations:
    """The lists of every organisation. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._client = client
        self._table = definitions(tables).verdicts
        self._heads = Repository(client, self._table, ListState)
        self._pages = Repository(client, self._table, ListedPage)
        self._changes = Repository(client, self._table, _Changed)
        self._outbox = Outbox(client, tables)

    def state(self, organization: str) -> ListState | None:
        """How far it is listed; None where it never was begun."""
        return self._heads.get(_head(organization))

    def changed(self, organization: str) -> datetime | None:
        """When it was last told to have changed."""
        found = self._changes.get(_change(organization))
        return found.at if found else None

    def note_change(self, organization: str, at: datetime) -> None:
        """It is told to have changed."""
        self._changes.put(_change(organization), _Changed(at))

    def begin(
        self, was: ListState | None, organization: str, run: str, now: datetime
    ) -> ListState | None:
        """A new list; None where another worker began one since `was`."""
        new = replace(was or ListState(organization), run=run, began=now)
        if not self._put(new, was):
            return None
        if was and was.run:
            self.forget(organization, was.run)  # it lost its job on the way
        return new

    def put_page(self, organization: str, run: str, number: int, page: ListedPage) -> None:
        """Keep a page of a list that is being made."""
        self._pages.put(_page(organization, run, f"{_PAGE}{number:06}"), page)

    def put_names(self, organization: str, run: str, number: int, units: Iterable[Unit]) -> None:
        """Keep what the units of a list are called, those from the `number`th on."""
        named = ListedPage(units=tuple(units))
        self._pages.put(_page(organization, run, f"{_UNITS}{number:06}"), named)

    def end(
        self, was: ListState, new: ListState, now: datetime, messages: Iterable[Outgoing] = ()
    ) -> bool:
        """The list that was being made counts from now on; False where another one was begun.

        The messages lie in the outbox with the same write.
        """
        done = replace(new, version=was.run, run="", listed_at=now, unlisted=None)
        if not self._put(done, was, messages):
            return False
        if was.version:
            self.forget(was.organization, was.version)
        return True

    def fail(self, was: ListState, why: str, messages: Iterable[Outgoing] = ()) -> bool:
        """It could not be listed: the list before goes on. Otherwise as `end`."""
        unlisted = was.unlisted or Unlisted(was.run, why)
        if not self._put(replace(was, run="", unlisted=unlisted), was, messages):
            return False
        self.forget(was.organization, was.run)
        return True

    def made(self, organization: str, run: str, pages: int) -> OrganizationList:
        """A list, from its pages; StoreError where one of them is missing."""
        items = self._all(organization, run)
        found = [self._pages.parse(item) for item in items]
        units = {unit.id: unit for page in found for unit in page.units}
        members = {one.id: one for page in found for one in page.members}
        listed = sum(str(item["sk"]["S"]).startswith(_PAGE) for item in items)
        if listed < pages:
            name = self._table.name
            raise StoreError(name, f"holds {listed} of {pages} pages of {organization}.")
        return OrganizationList(organization, tuple(members.values()), units, version=run)

    def current(
        self, organization: str, kept: OrganizationList | None = None
    ) -> OrganizationList | None:
        """The list that counts, `kept` itself where that is it; None before the first."""
        for attempt in range(_ATTEMPTS):
            head = self.state(organization)
            if head is None or not head.version:
                return None
            if kept and kept.version == head.version:
                return kept
            try:
                found = self.made(organization, head.version, head.pages)
            except StoreError:
                if attempt == _ATTEMPTS - 1:
                    raise
                continue  # another list counts by now, and this one is being taken away
            administrators = frozenset(head.administrators)
            return replace(found, management=head.management, administrators=administrators)
        return None

    def forget(self, organization: str, run: str) -> None:
        """Take a list away that counts no more."""
        for item in self._all(organization, run):
            self._pages.delete(_page(organization, run, str(item["sk"]["S"])), ALWAYS)

    def _all(self, organization: str, run: str) -> tuple[Item, ...]:
        return self._pages.all_items(Question(_partition(organization, run)))

    def _put(
        self, new: ListState, was: ListState | None, messages: Iterable[Outgoing] = ()
    ) -> bool:
        as_seen = seen(run=was.run, version=was.version) if was else NEW
        said = self._outbox.transact_puts(messages)
        put = self._heads.transact_put(_head(new.organization), new, as_seen)
        return not transact(self._client, [put, *said])


def _head(organization: str) -> Keys:
    return {"pk": f"organization:{organization}", "sk": "state"}


def _change(organization: str) -> Keys:
    return {"pk": f"organization:{organization}", "sk": "changed"}


def _partition(organization: str, run: str) -> str:
    return f"organization:{organization}:{run}"


def _page(organization: str, run: str, key: str) -> Keys:
    return {"pk": _partition(organization, run), "sk": key}
