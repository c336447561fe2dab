"""The accounts that budget-check knows: its own, and those whose entries it could read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.accounts.entry import Account, WrongEntry, parse_entry
from bot.core.model.read import ReadFailed
from bot.core.names import meant

__all__ = ["Account", "Directory", "WrongEntry", "directory_of"]


@dataclass(frozen=True, slots=True)
class Directory:
    """Every known account. `own` is that of budget-check's credentials: it needs no entry.

    `wrong` are entries that name no account; `unread` is set where the entries could not be read,
    and then nobody can say which others there are, nor who may see its own. `hidden` are the ids of
    those that somebody may not see: for them there are only the others.
    """

    own: Account
    others: tuple[Account, ...] = ()
    wrong: tuple[WrongEntry, ...] = ()
    unread: ReadFailed | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[Account, ...]:
        """Its own account first, the others by alias."""
        return tuple(one for one in (self.own, *self.others) if one.id not in self.hidden)

    def narrowed(self) -> tuple[Account, ...]:
        """Those that not everybody may see who may ask."""
        return tuple(one for one in (self.own, *self.others) if one.viewers or one.in_doubt)

    def find_hidden(self, asked: str) -> Account | None:
        """As `find`, of those that are hidden."""
        return replace(self, hidden=frozenset(one.id for one in self.all)).find(asked)

    @property
    def alone(self) -> bool:
        """True where there is no account but its own, and no sign of another."""
        return not (self.others or self.wrong or self.unread)

    def find(self, asked: str) -> Account | None:
        """The account of this alias, whatever its case, or of this id."""
        wanted = asked.casefold()
        named = (one for one in self.all if wanted and wanted in (one.id, one.alias.casefold()))
        return next(named, None)

    def wrong_entry(self, asked: str) -> WrongEntry | None:
        """The wrong entry of this alias."""
        return next((one for one in self.wrong if one.alias.casefold() == asked.casefold()), None)

    def near(self, asked: str) -> tuple[Account, ...]:
        """The accounts whose alias or id somebody may have meant."""
        names = {name: one for one in self.all for name in (one.id, one.alias) if name}
        return tuple(dict.fromkeys(names[name] for name in meant(asked, names)))

    def named(self, id: str) -> str:
        """The alias of an account, or else its id."""
        found = self.find(id)
        return found.short if found else id


def directory_of(
    own: str, parameters: Iterable[tuple[str, str]], unread: ReadFailed | None = None
) -> Directory:
    """The directory that these parameters (name and value) make.

    Where two name one account, or differ in nothing but the case of the alias, only the first by
    name counts: which of two roles was meant cannot be told. Nor can be told who may see an account
    that a wrong entry names.
    """
    here, others, wrong = Account(own), list[Account](), list[WrongEntry]()
    for name, value in sorted(parameters):
        entry = parse_entry(name, value, own)
        taken = _taken(entry, [here, *others])
        if isinstance(entry, WrongEntry) or taken:
            wrong.append(
                entry if isinstance(entry, WrongEntry) else WrongEntry(name, taken, entry.id)
            )
        elif entry.id == own:
            here = entry
        else:
            others.append(entry)
    by_alias = sorted(others, key=lambda one: one.alias.casefold())
    doubts = {own} if unread else set[str]()
    doubts |= {one.account for one in wrong}
    here, *rest = (replace(one, in_doubt=one.id in doubts) for one in (here, *by_alias))
    return Directory(here, tuple(rest), tuple(wrong), unread)


def _taken(entry: Account | WrongEntry, before: Iterable[Account]) -> str:
    for one in before:
        if isinstance(entry, WrongEntry) or not one.parameter:
            continue
        if one.id == entry.id:
            return f"names account {entry.id}, and so does {one.parameter}."
        if one.alias.casefold() == entry.alias.casefold():
            return f"has the alias of {one.parameter} in another case."
    return ""
