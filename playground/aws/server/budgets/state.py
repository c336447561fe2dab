"""Budgets as ministack keeps them, and what ours add: actions, what has been alerted, extras."""

from dataclasses import dataclass, field
from typing import Any

from ministack.services import budgets

Budget = dict[str, Any]
Notification = dict[str, Any]
Subscriber = dict[str, str]
Name = tuple[str, str]
"""An account and a budget's name."""


@dataclass
class Extras:
    """What Budgets does only where it is switched on: nobody knows the triggers."""

    failure_mail: bool = False
    verified_message: bool = False


@dataclass
class State:
    """What ministack has no place for."""

    actions: dict[Name, list[dict[str, Any]]] = field(default_factory=dict)
    alerted: dict[Name, set[tuple[Any, ...]]] = field(default_factory=dict)
    assumed: dict[Name, dict[str, bool | None]] = field(default_factory=dict)
    extras: dict[Name, Extras] = field(default_factory=dict)
    deliveries: list[dict[str, Any]] = field(default_factory=list)

    def reset(self) -> None:
        """Forget everything."""
        self.__init__()  # type: ignore[misc]  # every field back to its default

    def forget(self, name: Name) -> None:
        """A budget is deleted."""
        self.actions.pop(name, None)
        self.alerted.pop(name, None)


STATE = State()


def budget_of(account: str, name: str) -> Budget | None:
    """Ministack's own record: to change it changes the budget."""
    found: Budget | None = budgets._budgets.get_scoped(account, None, name)
    return found


def entries_of(account: str, name: str) -> list[dict[str, Any]]:
    """`notification` and `subscribers` of each notification, as ministack keeps them."""
    found: list[dict[str, Any]] = budgets._notification_store.get_scoped(account, None, name, [])
    return found


def identity(notification: Notification) -> tuple[Any, ...]:
    """What tells a notification from the others: it has no id (docs/facts.md 1.3)."""
    key: tuple[Any, ...] = budgets._notification_key(notification)
    return key


def in_words(notification: Notification) -> str:
    """`ACTUAL GREATER_THAN 80 PERCENTAGE`."""
    kind, operator, threshold, unit = identity(notification)
    return f"{kind} {operator} {threshold:.15g} {unit}"
