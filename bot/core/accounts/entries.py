"""What the parameters beneath ACCOUNTS_PARAMETER say: accounts, organisations, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.accounts.entry import Account, WrongEntry, parse_entry
from bot.core.accounts.entry_parts import json_object, organizations_in
from bot.core.accounts.organization_entry import (
    OrganizationEntry,
    is_organization,
    parse_organization,
)


@dataclass(frozen=True, slots=True)
class Entries:
    """`own` is budget-check's account; the lists stand in the order of their parameters' names."""

    own: Account
    accounts: tuple[Account, ...] = ()
    organizations: tuple[OrganizationEntry, ...] = ()
    wrong: tuple[WrongEntry, ...] = ()


def entries_of(own: str, parameters: Iterable[tuple[str, str]]) -> Entries:
    """What these parameters, name and value, say.

    Where two name one account or organisation, or differ in nothing but the case of the alias, only
    the first by name counts: which of two roles was meant cannot be told.
    """
    here, accounts = Account(own), list[Account]()
    organizations, wrong = list[OrganizationEntry](), list[WrongEntry]()
    for name, value in sorted(parameters):
        entry = _entry(name, value, own)
        if isinstance(entry, WrongEntry):
            wrong.append(entry)
        elif isinstance(entry, OrganizationEntry):
            taken = _named_before(entry, organizations)
            if taken:
                wrong.append(WrongEntry(name, taken, frozenset({entry.id}), whole=True))
            else:
                organizations.append(entry)
        elif taken := _taken(entry, [here, *accounts]):
            wrong.append(WrongEntry(name, taken, frozenset({entry.id})))
        elif entry.id == own:
            here = entry
        else:
            accounts.append(entry)
    return Entries(here, tuple(accounts), tuple(organizations), tuple(wrong))


def _entry(name: str, value: str, own: str) -> Account | OrganizationEntry | WrongEntry:
    said = json_object(value)
    if not isinstance(said, str) and is_organization(said):
        entry = parse_organization(name, said)
        return _of_organization(entry, value) if isinstance(entry, WrongEntry) else entry
    single = parse_entry(name, value, own)
    if isinstance(said, str) and isinstance(single, WrongEntry) and '"organization"' in value:
        return _of_organization(single, value)
    return single


def _of_organization(entry: WrongEntry, value: str) -> WrongEntry:
    """About no account: those that it names are left out, or list the others."""
    return replace(entry, about=organizations_in(value), whole=True)


def _named_before(entry: OrganizationEntry, before: Iterable[OrganizationEntry]) -> str:
    first = next((one for one in before if one.id == entry.id), None)
    return f"names organisation {entry.id}, and so does {first.parameter}." if first else ""


def _taken(entry: Account, before: Iterable[Account]) -> str:
    for one in before:
        if not one.parameter:
            continue
        if one.id == entry.id:
            return f"names account {entry.id}, and so does {one.parameter}."
        if one.alias.casefold() == entry.alias.casefold():
            return f"has the alias of {one.parameter} in another case."
    return ""
