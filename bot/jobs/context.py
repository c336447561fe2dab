"""What every kind of job has at hand, and what there is once the tables are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.alerts.lost import Applied
from bot.core.findings import Report
from bot.core.jobs import Job, Queue
from bot.core.model import Facts, Unread
from bot.core.report import judge
from bot.jobs.crash_points import Reach, pass_by
from bot.jobs.memory import lost_alerts
from bot.jobs.metrics import Measures, Unmeasured
from bot.jobs.ports import Budgets, Owners, ReadFunction, Writer
from bot.jobs.reader import Reader
from bot.settings import Settings
from bot.slack.client import Slack
from bot.store.answers import Answers
from bot.store.changes import Changes
from bot.store.groups import Groups
from bot.store.leases import Leases
from bot.store.log import Log
from bot.store.opened import OpenedTickets
from bot.store.proofs import Proofs
from bot.store.sweeps import Sweeps
from bot.store.threads import Threads
from bot.store.touches import Touches
from bot.store.verdicts import Verdicts
from bot.tickets import TicketSystem


@dataclass(frozen=True, slots=True)
class Desk:
    """One job with the means to do it. Without an `office` nothing is remembered and mended."""

    job: Job
    slack: Slack
    reader: Reader
    settings: Settings
    office: Office | None = None
    measures: Measures = field(default_factory=Unmeasured)

    def report(self, account: str | Unread, name: str, applied: Applied | None = None) -> Report:
        """Read one budget's path and judge it, with what earlier checks saw.

        `applied` is a change of ours right before it, None for any other check.
        """
        return self.judged(self.reader.facts(account, name), applied)

    def judged(self, facts: Facts, applied: Applied | None = None) -> Report:
        """The same for what was read."""
        report = self._judged(facts)
        if self.office is None:
            return report
        lost = lost_alerts(self.office.verdicts, report, applied)
        return self._judged(replace(facts, lost=lost)) if lost else report

    def _judged(self, facts: Facts) -> Report:
        known = self.settings
        return judge(facts, allow_unencrypted=known.allow_unencrypted, ours=known.events_function)


@dataclass(frozen=True, slots=True)
class Office:
    """The store by its parts, the clock, new ids, where jobs are left, who owns a resource (by its
    tags), the ticket system.

    `writing` is None for a worker that may not write. `tickets` is None where no system is set up,
    `ticket_system` names it for people. `reach` is told of each point of a change that is reached.
    """

    changes: Changes
    leases: Leases
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
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    owners: Owners
    writing: Writing | None = None
    tickets: TicketSystem | None = None
    ticket_system: str = ""
    reach: Reach = pass_by


@dataclass(frozen=True, slots=True)
class Writing:
    """What writes to AWS: the writes of a plan, and the temporary budgets of proofs.

    `function` reads what stands behind a function's ARN, for the fix that subscribes budget-check.
    """

    writer: Writer
    budgets: Budgets
    function: ReadFunction
