"""What a ticket system is to the rest of budget-check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from bot.core.model.read import ReadFailed
from bot.core.tickets import Draft
from bot.rest import Client, Http

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


@dataclass(frozen=True, slots=True)
class TicketState:
    """How a ticket stands: `status` is the system's own word for it ("closed as not planned"),
    `who` the person who closed it, "" where the system does not say. `gone`: the system has no such
    ticket, or shows it to us no longer; it is not open then.
    """

    open: bool
    status: str
    who: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class GateState:
    """How a change request stands. `over` is the system's word where it ended, "" while it goes on;
    `released` says that what it is about may be carried out.
    """

    released: bool = False
    over: str = ""


@dataclass(frozen=True, slots=True)
class SetupFault:
    """What keeps tickets from being opened, and what to do: a right or a field by its name.

    `certain` is False for what only may go wrong, such as a token that ends soon.
    """

    says: str
    do: str
    certain: bool = True


class TicketSystem(Protocol):
    """Opens tickets, and tells how they stand."""

    def open(self, draft: Draft) -> Ticket | Trouble:
        """Open a ticket, or find the one that is open for the same fault. Never raises.

        Who calls holds the lease of `draft.dedup`. The system is asked first whether it has an open
        one, and asked again after an answer that leaves open whether one was made.
        """

    def look(self, account: str, ticket: str) -> TicketState | Trouble:
        """How the ticket of this id stands. Never raises. Asked only where the kind is `polled`."""

    def faults(self) -> Iterator[SetupFault]:
        """What is wrong with the set-up, found by reading alone. Never raises."""


class ChangeGate(Protocol):
    """A system in which a change has to be approved before budget-check applies it."""

    title: str

    def open(self, draft: Draft) -> Ticket | Trouble:
        """As `TicketSystem.open`."""

    def find(self, mark: str) -> Ticket | Trouble | None:
        """The one that is open with this mark, a draft's `dedup`; None for none. Never raises."""

    def stands(self, ticket: str) -> GateState | Trouble:
        """How the change request stands. Never raises."""

    def tell(
        self, ticket: str, mark: str, says: str, *, done: bool, again: bool = False
    ) -> Trouble | None:
        """Write into it what came of the change, and move it on; once, for this `mark`. Never
        raises.

        `done` says that something was carried out, with success or not, `again` that an attempt
        before this one may have told it.
        """


def no_gate(_ports: TicketPorts) -> ChangeGate | None:
    """That of a system which is none."""
    return None


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class TicketPorts:
    """What a system may use.

    `aws` gives an account's AWS; `settings` is the environment's part that is named after the
    system, without that prefix (OPSITEM_REGION is "REGION"). `http` sends requests to what is
    neither AWS nor Slack, and `secret` reads the system's own part of TICKETS_SECRET_PARAMETER,
    no older than five minutes: {} without one. `clock` tells the time.
    """

    aws: Callable[[str], Aws | ReadFailed]
    settings: Mapping[str, str] = field(default_factory=dict)
    http: Http = field(default_factory=Client)
    secret: Callable[[], Mapping[str, str] | ReadFailed] = dict
    clock: Callable[[], datetime] = _now


@dataclass(frozen=True, slots=True)
class TicketKind:
    """A ticket system before it is set up.

    `title` names it for people, `actions` are the IAM actions that opening needs, `settings` the
    names that `TicketPorts.settings` may hold, `secret` those of the members of its secret. Of a
    `polled` one the schedule asks how its open tickets stand; the others tell by themselves.
    `assignee` labels the dialog's field for who gets it ("Assignee (GitHub login)"), "" for a
    system without one. `signs_with` is the setting that holds the ARN of a KMS key to sign with,
    which then stands for the secret: whoever opens needs kms:Sign on that key alone. `gate` makes
    what changes wait for, None unless its settings say so. `make` and `gate` raise SettingsError
    where a setting is wrong.
    """

    title: str
    actions: tuple[str, ...]
    settings: tuple[str, ...]
    make: Callable[[TicketPorts], TicketSystem]
    secret: tuple[str, ...] = ()
    polled: bool = False
    assignee: str = ""
    signs_with: str = ""
    gate: Callable[[TicketPorts], ChangeGate | None] = no_gate

    def needs_secret(self, settings: Mapping[str, str]) -> bool:
        """Whether it can do nothing without its secret."""
        return bool(self.secret) and not settings.get(self.signs_with)
