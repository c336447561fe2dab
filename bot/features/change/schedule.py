"""What is due: expiries, reminders, lost jobs, unsettled intents, delayed re-checks.

The schedule only looks and queues; the work is done by jobs. Two schedules at once do no harm: of
both, one gets to postpone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Thread

from bot.core.accounts.authorize import Asked, approvals_missing
from bot.core.change.events import Chore, EventType
from bot.errors import BudgetCheckError
from bot.features.change import texts
from bot.features.change.approve import still_to_ask
from bot.features.change.events import ChangeEvent
from bot.features.change.finish import expire
from bot.features.change.ports import EnginePorts, apply_job, recheck_job, settle_job, watch_gate
from bot.store.changes import DueChange
from bot.store.conflict import Conflict
from bot.store.pages import every

SECONDS = 60.0
_log = logging.getLogger(__name__)


def run_due(ports: EnginePorts) -> int:
    """Do what is due now; how much it was. Raises StoreError."""
    now = ports.clock()
    found = tuple(every(lambda cursor: ports.changes.due(now, cursor=cursor)))
    return sum(_do(ports, due) for due in found)


def _do(ports: EnginePorts, due: DueChange) -> bool:
    """Whether it was this schedule that did it."""
    if due.chore is Chore.EXPIRE:
        return _expire(ports, due)
    until = due.change.due_again(ports.clock())
    if due.chore is Chore.REMIND:
        return _remind(ports, due, until)
    if not ports.changes.postpone(due, until):
        return False
    _JOBS[due.chore](ports, due)
    return True


def _remind(ports: EnginePorts, due: DueChange, until: datetime) -> bool:
    """The reminder is kept in the write that has it wait for the next one."""
    change = due.change
    asked = Asked(change.requester, change.approved_by())
    missing = approvals_missing(asked, change.approvals_needed(ports.rules.approvals))
    text = texts.waiting(missing, change.expires)
    ask = still_to_ask(ports, change)
    event = ChangeEvent(
        EventType.REMINDER, text, change.id, change, ask=ask, missing=missing, due=due.at
    )
    if not ports.changes.postpone(due, until, ports.notifier.messages(event)):
        return False
    ports.happened(event)
    return True


def _expire(ports: EnginePorts, due: DueChange) -> bool:
    try:
        expire(ports, due.change)
    except Conflict:
        return False
    return True


_JOBS: Mapping[Chore, Callable[[EnginePorts, DueChange], None]] = {
    Chore.QUEUE: lambda ports, due: ports.queue.send(apply_job(ports, due.change)),
    Chore.GATE: lambda ports, due: watch_gate(ports, due.change),
    Chore.SETTLE: lambda ports, due: ports.queue.send(settle_job(ports, due.change)),
    Chore.RECHECK: lambda ports, due: ports.queue.send(recheck_job(ports, due.change)),
}


class Ticker:
    """The schedule of a laptop: `tick` every `seconds`, on a thread of its own, until closed."""

    def __init__(self, tick: Callable[[], object], seconds: float = SECONDS) -> None:
        self._tick = tick
        self._seconds = seconds
        self._over = Event()
        self._thread = Thread(target=self._run, name="schedule", daemon=True)

    def start(self) -> None:
        """Begin; the first tick comes at once."""
        self._thread.start()

    def close(self) -> None:
        """Let the running tick end; no other follows."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._tick()
            except BudgetCheckError as error:
                _log.error("What is due has to wait: %s", error)
            self._over.wait(self._seconds)
