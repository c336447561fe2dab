"""What budget-check has once its tables are there: memory, and where people may, the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.jobs import Queue
from bot.core.owners import Owner
from bot.store.answers import Answers
from bot.store.changes import Changes
from bot.store.groups import Groups
from bot.store.log import Log
from bot.store.opened import OpenedTickets
from bot.store.proofs import Proofs
from bot.store.sweeps import Sweeps
from bot.store.threads import Threads
from bot.store.touches import Touches
from bot.store.verdicts import Verdicts
from bot.tickets import TicketSystem
from bot.work.mend.mender import Mender

if TYPE_CHECKING:
    from bot.work.proving.awaiting import Awaiting
    from bot.work.proving.prover import Prover
    from bot.work.story import Story


@dataclass(frozen=True, slots=True)
class Office:
    """The store by its parts, the clock, where jobs are left, who owns a resource (by its
    tags), the ticket system.

    `awaiting` takes the alerts of proofs. `mender`, `prover` and `story` are None for a worker that
    may not write; `tickets` is None where no system is set up, `ticket_system` names it for people.
    """

    changes: Changes
    log: Log
    verdicts: Verdicts
    answers: Answers
    threads: Threads
    touches: Touches
    groups: Groups
    opened: OpenedTickets
    sweeps: Sweeps
    queue: Queue
    proofs: Proofs
    awaiting: Awaiting
    clock: Callable[[], datetime]
    owners: Callable[[Iterable[str]], tuple[Owner, ...]]
    mender: Mender | None = None
    story: Story | None = None
    prover: Prover | None = None
    tickets: TicketSystem | None = None
    ticket_system: str = ""
