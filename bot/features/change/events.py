"""What the engine says: to whoever called it, and to everybody whom a change concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.accounts.authorize import Refusal
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.model.path import Facts
from bot.core.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """One thing that happened, with a sentence for people. Who hears of it: `what.row.heard`.

    `change` is the change as it is now, None where there is none or it could not be read. `who` is
    the Slack user whose act it was, "" for budget-check's own. `ask` are the user and user group
    ids that may approve, `missing` how many of them must. `instead` is the new proposal that takes
    the place of a stopped change, or the undo. `seen` is what was read of the budget just now, None
    where it may have changed since. `due` is when a reminder was.
    """

    what: EventType
    says: str
    change_id: str = ""
    change: Change | None = None
    who: str = ""
    refusal: Refusal | None = None
    ask: tuple[str, ...] = ()
    missing: int = 0
    instead: Change | None = None
    seen: Facts | None = None
    due: datetime | None = None


class Notifier(Protocol):
    """Says what happened where the change lives: kept with the state that makes it true, then said.

    None of it raises for what Slack or a table does: what cannot be said now is said later, for
    whoever asked the engine again would hear that somebody was first.
    """

    def messages(self, event: ChangeEvent) -> tuple[Outgoing, ...]:
        """What has to be said of it, for the outbox."""

    def happened(self, event: ChangeEvent) -> None:
        """It is in the store, with its messages: say them."""

    def told(self, event: ChangeEvent) -> None:
        """Nothing in the store has changed by it: keep its messages, and say them."""
