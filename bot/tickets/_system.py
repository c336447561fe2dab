"""What a ticket system is to the rest of budget-check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.core.model.read import ReadFailed
from bot.core.tickets import Draft

if TYPE_CHECKING:
    from bot.aws.clients import Aws


@dataclass(frozen=True, slots=True)
class Ticket:
    """An open ticket. `already_open`: somebody had one opened for the same fault; this is it."""

    id: str
    url: str
    already_open: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """No ticket, as far as is known.

    `says` is a sentence or two for the person, who loses nothing by it. `again` says whether the
    same request can help when it is sent once more; that never makes a second ticket. `permission`
    is the right that is missing, "" where that is not the reason.
    """

    says: str
    again: bool
    permission: str = ""


class TicketSystem(Protocol):
    """Opens tickets."""

    def open(self, draft: Draft) -> Ticket | Trouble:
        """Open a ticket, or find the one that is open for the same fault. Never raises."""


@dataclass(frozen=True, slots=True)
class TicketPorts:
    """What a system may use: `aws` gives an account's AWS; `settings` is the environment's part
    that is named after the system, without that prefix (OPSITEM_REGION is "REGION").
    """

    aws: Callable[[str], Aws | ReadFailed]
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TicketKind:
    """A ticket system before it is set up.

    `title` names it for people, `actions` are the IAM actions that opening needs, `settings` the
    names that `TicketPorts.settings` may hold. `make` raises SettingsError where one is wrong.
    """

    title: str
    actions: tuple[str, ...]
    settings: tuple[str, ...]
    make: Callable[[TicketPorts], TicketSystem]
