"""A ticket system for tests that keeps its tickets: it can be slow, lose answers and see late."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.core.tickets import Draft
from bot.tickets import (
    ReadySystem,
    SetupFault,
    Ticket,
    TicketKind,
    TicketState,
    Trouble,
)
from tests.features.world import Mending

LOST = Trouble("Whether a ticket was opened is not known. Try again in a minute.", again=True)


@dataclass
class KeptTickets:
    """The tickets of one place, by their id. As most systems it has no idempotency key: who asks
    twice at once, before either sees the other's ticket, gets two.

    `slow` is for how many seconds a creation takes, `loses` how many answers are lost after it.
    """

    name: str = "PAPER"
    slow: float = 0.0
    loses: int = 0
    says: Trouble | None = None
    faulty: tuple[SetupFault, ...] = ()
    made: dict[str, Draft] = field(default_factory=dict)
    states: dict[str, TicketState | Trouble] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, draft: Draft) -> Ticket | Trouble:
        """As a real one: looked up, created, and nothing is said where the answer is lost."""
        if self.says:
            return self.says
        known = self._known(draft.dedup)
        if known:
            return Ticket(known, self.url(known), already_open=True)
        time.sleep(self.slow)
        with self._lock:
            id = f"{self.name}-{len(self.made) + 1}"
            self.made[id] = draft
            if self.loses:
                self.loses -= 1
                return LOST
        return Ticket(id, self.url(id))

    def look(self, account: str, ticket: str) -> TicketState | Trouble:
        """How it stands: open, unless a test has said otherwise."""
        self.looked.append(ticket)
        return self.states.get(ticket, TicketState(True, "open"))

    def faults(self) -> Iterator[SetupFault]:
        """What a test says is wrong."""
        yield from self.faulty

    def url(self, id: str) -> str:
        """Where a person sees it."""
        return f"https://{self.name.lower()}.example.com/{id}"

    def _known(self, dedup: str) -> str:
        with self._lock:
            of_fault = (id for id, draft in self.made.items() if draft.dedup == dedup)
            return next((id for id in of_fault if self._is_open(id)), "")

    def _is_open(self, id: str) -> bool:
        state = self.states.get(id, TicketState(True, "open"))
        return isinstance(state, TicketState) and state.open


def kind(title: str, assignee: str = "", *, polled: bool = True) -> TicketKind:
    """The kind of such a system, which is never made from settings."""

    def made(_: object) -> KeptTickets:
        raise AssertionError(title)

    return TicketKind(title, (), (), made, polled=polled, assignee=assignee)


def use(world: Mending, systems: dict[str, tuple[KeptTickets, TicketKind]]) -> None:
    """From now on budget-check has just these, in this order."""
    ready = {name: ReadySystem(name, kind, one) for name, (one, kind) in systems.items()}
    world.worker.parts = replace(world.worker.parts, ticket_systems=ready)
