"""What the engine works with; everything that is not a rule is passed in. And the jobs that
it leaves: ids only, in the name of who asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.accounts.authorize import Asked, Refusal
from bot.core.affected import Dependent
from bot.core.change.change import Change
from bot.core.change.gate import Gate
from bot.core.jobs import Job, JobQueue, Place
from bot.core.jobs.change_steps import Apply, PassGate, Recheck, Settle, WatchGate
from bot.core.plan import Plan
from bot.core.subscriptions.own import NONE, Own
from bot.features.change.events import ChangeEvent, Notifier
from bot.jobs.crash_points import CrashHook, no_crash
from bot.jobs.ports import Owners, ReadFunction, Senders, Writer
from bot.jobs.reader import Reader
from bot.store.changes import Changes
from bot.store.last_writes import LastWrites
from bot.store.leases import Leases
from bot.store.log import Log
from bot.store.resource_changes import ResourceChanges

PASS_AFTER = (8, 60)
"""Seconds: a quick answer of the other system, and a slow one. A later one the schedule finds."""


class Rights(Protocol):
    """Who may do what, looked up anew at each call; a look-up that fails refuses.

    Every method may raise SlackError where Slack asks to wait: the job is tried again.
    """

    def mend(self, user: str, fix: str, typed: str | None = None) -> Refusal | None:
        """None where the user may carry out this fix; `typed` is the reason that it demands."""

    def approve(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may approve what was asked for."""

    def reject(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may reject it."""

    def holders(self, fix: str) -> tuple[str, ...]:
        """The user and user group ids that have the right."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say: `approvals` other menders must agree; `allow_unencrypted` allows the
    last resort. `ours` is where budget-check takes alerts, `dead_queue` the ARN
    of the queue which keeps what SNS cannot deliver there; "" without one. With `gate` a
    change waits for a change request in another system before it is applied.
    """

    approvals: int = 0
    allow_unencrypted: bool = False
    ours: Own = NONE
    dead_queue: str = ""
    gate: bool = False


@dataclass(frozen=True, slots=True)
class EnginePorts:
    """Everything that the engine needs. `clock` gives the time with its zone, `affected` the other
    budgets that hang on what a plan mends, `gates` what is known of a change's change request.
    """

    rules: Rules
    reader: Reader
    writer: Writer
    owners: Owners
    senders: Senders
    function: ReadFunction
    changes: Changes
    leases: Leases
    last_writes: LastWrites
    resource_changes: ResourceChanges
    log: Log
    rights: Rights
    queue: JobQueue
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    notifier: Notifier
    affected: Callable[[Plan], tuple[Dependent, ...]]
    crash_hook: CrashHook = no_crash
    gates: Callable[[str], Gate | None] = lambda _: None

    def happened(self, event: ChangeEvent) -> ChangeEvent:
        """The change is written, with its messages: they are said. The event, for the caller."""
        self.notifier.happened(event)
        return event


def apply_job(ports: EnginePorts, change: Change) -> Job:
    """Carry the approved change out."""
    return Job(ports.new_id(), _place(change), Apply(change.id))


def watch_gate(ports: EnginePorts, change: Change) -> None:
    """Have its change request opened, or looked at, by who may talk to that system; then look at
    what that wrote down. Who talks to it may leave no job for who writes to AWS.
    """
    ports.queue.send(Job(ports.new_id(), _place(change), WatchGate(change.id)))
    for seconds in PASS_AFTER:
        ports.queue.send(Job(ports.new_id(), _place(change), PassGate(change.id)), seconds)


def settle_job(ports: EnginePorts, change: Change) -> Job:
    """Finish, or end, what a worker left that is gone."""
    return Job(ports.new_id(), _place(change), Settle(change.id))


def recheck_job(ports: EnginePorts, change: Change) -> Job:
    """Look again whether the change is verified."""
    return Job(ports.new_id(), _place(change), Recheck(change.id))


def _place(change: Change) -> Place:
    return Place(team="", user=change.requester, channel=change.place.channel)
