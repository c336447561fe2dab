"""What ministack keeps by account, found without a look at every other account's.

Its stores know who owns each row, but to list an account's rows they walk over all there are: with
ten thousand accounts each list would take milliseconds. Here each store also keeps the keys of each
account (and Region) by themselves.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

from ministack.core.responses import (
    AccountRegionScopedDict,
    AccountScopedDict,
    get_account_id,
    get_region,
)

Scope = tuple[Any, ...]
Scoped = dict[Scope, Any]
"""Its key is the account, the Region where the service has one, and ministack's own key."""


class ByScope(Scoped):
    """The rows of a store, in the order they came, with those of each scope at hand."""

    def __init__(self, rows: Scoped | None = None) -> None:
        super().__init__()
        self._scopes: dict[Scope, dict[Scope, None]] = {}
        self.update(rows or {})

    def keys_in(self, scope: Scope) -> list[Scope]:
        """The keys of one scope, a list of its own: another thread may write meanwhile."""
        return list(self._scopes.get(scope, ()))

    def __setitem__(self, key: Scope, value: Any) -> None:
        super().__setitem__(key, value)
        self._scopes.setdefault(key[:-1], {})[key] = None

    def __delitem__(self, key: Scope) -> None:
        super().__delitem__(key)
        self._forget(key)

    def pop(self, key: Scope, *default: Any) -> Any:
        """As a dict's."""
        found = super().pop(key, *default)
        self._forget(key)
        return found

    def setdefault(self, key: Scope, default: Any = None) -> Any:
        """As a dict's."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, rows: Scoped) -> None:  # type: ignore[override]  # ministack gives no other
        """As a dict's, from another one."""
        for key, value in rows.items():
            self[key] = value

    def clear(self) -> None:
        """As a dict's."""
        super().clear()
        self._scopes.clear()

    def _forget(self, key: Scope) -> None:
        scope = self._scopes.get(key[:-1], {})
        scope.pop(key, None)
        if not scope:
            self._scopes.pop(key[:-1], None)


def install() -> None:
    """From now on every store keeps its rows so, those that are there already as well."""
    _install(AccountScopedDict, lambda: (get_account_id(),))
    _install(AccountRegionScopedDict, lambda: (get_account_id(), get_region()))
    AccountRegionScopedDict.values_scoped = lambda store, *scope: [
        v for _, v in _rows(store, scope)
    ]
    AccountRegionScopedDict.items_scoped = lambda store, *scope: _rows(store, scope)
    for store in stores():
        store._data = ByScope(store._data)


def stores() -> list[Any]:
    """Every store of every service that has been imported."""
    modules = [one for name, one in sys.modules.items() if name.startswith("ministack.services.")]
    found = (value for module in modules for value in list(vars(module).values()))
    kinds = (AccountScopedDict, AccountRegionScopedDict)
    return list({id(one): one for one in found if isinstance(one, kinds)}.values())


def _install(store: Any, mine: Callable[[], Scope]) -> None:
    def make(self: Any) -> None:
        self._data = ByScope()

    def restored(cls: Any, rows: Scoped) -> Any:
        made = cls()
        made._data.update(rows)
        return made

    def keys(self: Any) -> list[Any]:
        return [key[-1] for key in self._data.keys_in(mine())]

    def walk(self: Any) -> Iterator[Any]:
        return iter(keys(self))

    store.__init__ = make
    store.from_dict = classmethod(restored)
    store.keys = keys
    store.__iter__ = walk
    store.__len__ = lambda self: len(self._data.keys_in(mine()))
    store.__bool__ = lambda self: bool(self._data.keys_in(mine()))
    store.values = lambda self: [value for _, value in _rows(self, mine())]
    store.items = lambda self: _rows(self, mine())


def _rows(store: Any, scope: Scope) -> list[tuple[Any, Any]]:
    data: ByScope = store._data
    missing = object()
    found = ((key, data.get(key, missing)) for key in data.keys_in(scope))
    return [(key[-1], value) for key, value in found if value is not missing]
