"""The accounts that budget-check knows: its own, and those that entries and organisations name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.accounts.account_index import AccountIndex
from bot.core.accounts.entries import Entries, entries_of
from bot.core.accounts.entry import Account, WrongEntry
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import OrganizationList, accounts_of
from bot.core.model.read import Cause, ReadFailed

__all__ = ["Account", "Directory", "WrongEntry", "directory_of", "directory_with"]

Lists = Mapping[str, OrganizationList | ReadFailed]
"""What each organisation holds, by its id."""
_NONE = AccountIndex()


@dataclass(frozen=True, slots=True)
class Directory:
    """Every known account. `own` is that of budget-check's credentials: it needs no entry.

    `wrong` are entries that name no account; `unread` is set where the entries could not be read,
    and then nobody can say which others there are, nor who may see its own; `unlisted` where the
    accounts of an organisation are not known. `hidden` are the ids of those that somebody may not
    see: for them there are only the others.
    """

    own: Account
    others: tuple[Account, ...] = ()
    wrong: tuple[WrongEntry, ...] = ()
    unread: ReadFailed | None = None
    unlisted: ReadFailed | None = None
    organizations: tuple[OrganizationEntry, ...] = ()
    hidden: frozenset[str] = frozenset()
    _index: AccountIndex = field(default=_NONE, repr=False, compare=False)
    _visible: tuple[Account, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = self._index
        if index.own is not self.own or index.others is not self.others:
            index = AccountIndex(self.own, self.others)
            object.__setattr__(self, "_index", index)
        shown = tuple(filter(self._shows, index.all)) if self.hidden else index.all
        object.__setattr__(self, "_visible", shown)

    @property
    def all(self) -> tuple[Account, ...]:
        """Its own account first, the others by alias."""
        return self._visible

    @property
    def incomplete(self) -> ReadFailed | None:
        """Why there may be accounts that are not known here."""
        return self.unread or self.unlisted

    def narrowed(self) -> tuple[Account, ...]:
        """Those that not everybody may see who may ask."""
        return self._index.narrowed

    def find(self, asked: str) -> Account | None:
        """The account of this id, alias or name, whatever its case; None where several bear it."""
        found = self.called(asked)
        return found[0] if len(found) == 1 else None

    def of_id(self, id: str) -> Account | None:
        """The account of this id."""
        found = self._index.of_id(id)
        return found if found and self._shows(found) else None

    def called(self, asked: str) -> tuple[Account, ...]:
        """All that are found by this: several where accounts of an organisation bear one name, none
        by the alias of a wrong entry, which stands for another account.
        """
        found = self._index.called(asked, self._shows)
        wrong = self.wrong_entry(asked)
        meant = wrong is not None and not wrong.whole
        return tuple(one for one in found if one.id == asked or not (meant and one.listed))

    def find_hidden(self, asked: str) -> Account | None:
        """As `find`, of those that are hidden."""
        found = self._index.called(asked, lambda one: one.id in self.hidden)
        return found[0] if len(found) == 1 else None

    @property
    def alone(self) -> bool:
        """True where there is no account but its own, and no sign of another."""
        return not (self.others or self.wrong or self.incomplete)

    def wrong_entry(self, asked: str) -> WrongEntry | None:
        """The wrong entry of this alias."""
        return next((one for one in self.wrong if one.alias.casefold() == asked.casefold()), None)

    def near(self, asked: str) -> tuple[Account, ...]:
        """The accounts whose alias or id somebody may have meant."""
        return self._index.near(asked, self._shows)

    def named(self, id: str) -> str:
        """The alias of an account, or else its id."""
        found = self.of_id(id)
        return found.short if found else id

    def _shows(self, account: Account) -> bool:
        return account.id not in self.hidden


def directory_of(
    own: str, parameters: Iterable[tuple[str, str]], unread: ReadFailed | None = None
) -> Directory:
    """The directory that these parameters (name and value) make, where none is an organisation."""
    return directory_with(entries_of(own, parameters), {}, unread=unread)


def directory_with(
    entries: Entries, lists: Lists, *, partition: str = "aws", unread: ReadFailed | None = None
) -> Directory:
    """The directory of these entries, and of what each organisation was found to hold.

    An account's own entry goes before that of its organisation. Who may see an account that a wrong
    entry may name cannot be told, nor who may see those of an organisation.
    """
    doubts = {id for one in entries.wrong for id in one.about}
    doubts |= {entries.own.id} if unread else set()
    known = {one.id: one for one in (entries.own, *entries.accounts)}
    for entry in entries.organizations:
        found = lists.get(entry.id)
        if isinstance(found, OrganizationList):
            _enter(known, entry, found, partition)
    here, *others = (
        replace(one, in_doubt=True) if doubts & {one.id, _organization(one)} else one
        for one in known.values()
    )
    by_alias = sorted(others, key=lambda one: (one.alias.casefold(), one.id))
    return Directory(
        here,
        tuple(_telling_apart(by_alias)),
        entries.wrong,
        unread,
        _unlisted(entries, lists),
        entries.organizations,
    )


def _enter(
    known: dict[str, Account], entry: OrganizationEntry, found: OrganizationList, partition: str
) -> None:
    for one in accounts_of(entry, found, partition):
        known.setdefault(one.id, one)
    for member in found.members:
        own = known.get(member.id)
        if own and own.place is None:
            known[member.id] = replace(own, place=found.place(member))


def _organization(account: Account) -> str:
    """That by whose entry the account is known; "" where it has its own."""
    return account.place.organization if account.listed and account.place else ""


def _telling_apart(accounts: Iterable[Account]) -> Iterable[Account]:
    """Where several bear a name, each says so."""
    accounts = list(accounts)
    borne = Counter(one.alias.casefold() for one in accounts if one.alias)
    for one in accounts:
        several = borne[one.alias.casefold()] > 1
        yield replace(one, namesakes=True) if several and one.listed else one


def _unlisted(entries: Entries, lists: Lists) -> ReadFailed | None:
    """Why the accounts of an organisation are not known; None where all are."""
    for entry in entries.organizations:
        found = lists.get(entry.id)
        if isinstance(found, ReadFailed):
            return found
    wrong = next((one for one in entries.wrong if one.whole), None)
    return _no_entry(wrong) if wrong else None


def _no_entry(wrong: WrongEntry) -> ReadFailed:
    return ReadFailed("ssm:GetParametersByPath", wrong.parameter, Cause.FAILED, wrong.says)
