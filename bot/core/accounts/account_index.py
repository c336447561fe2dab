"""Who is called what, for ten thousand accounts as fast as for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.accounts.entry import Account
from bot.core.names import meant


class AccountIndex:
    """The accounts of a directory by what they are found by. It never changes."""

    def __init__(self, own: Account | None = None, others: tuple[Account, ...] = ()) -> None:
        self.own, self.others = own, others
        self.all = others if own is None else (own, *others)
        self.narrowed = tuple(one for one in self.all if one.viewers or one.in_doubt)
        self._by_id = {one.id: one for one in reversed(self.all)}
        self._by_alias: dict[str, Account] = {}
        self._by_name: dict[str, list[Account]] = {}
        for one in self.all:
            if one.listed:
                for name in _names(one):
                    self._by_name.setdefault(name, []).append(one)
            elif one.alias:
                self._by_alias.setdefault(one.alias.casefold(), one)

    def of_id(self, id: str) -> Account | None:
        """The account of this id."""
        return self._by_id.get(id)

    def called(self, asked: str, visible: Callable[[Account], bool]) -> tuple[Account, ...]:
        """The accounts that this id, alias or name stands for, whatever its case.

        An id goes before an alias, and an alias, which whoever runs budget-check chose, before the
        names of accounts in an organisation, which may be alike: also where it stands for an
        account that is not visible.
        """
        wanted = asked.casefold()
        one = self._by_id.get(asked) or self._by_alias.get(wanted)
        if one:
            return (one,) if visible(one) else ()
        return tuple(one for one in self._by_name.get(wanted, ()) if visible(one))

    def near(self, asked: str, visible: Callable[[Account], bool]) -> tuple[Account, ...]:
        """The accounts whose alias, name or id somebody may have meant."""
        names: dict[str, list[Account]] = {}
        for one in filter(visible, self.all):
            for name in filter(None, (one.id, one.alias)):
                names.setdefault(name, []).append(one)
        return tuple(dict.fromkeys(one for name in meant(asked, names) for one in names[name]))


def _names(account: Account) -> Iterator[str]:
    """A name is typed with its blanks, or with - for each."""
    name = account.found_by.casefold()
    if name:
        yield name
    if " " in name:
        yield name.replace(" ", "-")
