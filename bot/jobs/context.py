"""What every handler of a job has at hand: one job, and what its process has for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from uuid import uuid4

from bot.core.alerts.lost import Applied
from bot.core.change.change import Change
from bot.core.findings import Report
from bot.core.jobs import Job, JobQueue
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.topic_facts import OtherSenders, TopicFacts
from bot.core.pull_requests.run import PullRequestRun
from bot.core.report import judge
from bot.core.topic_report import TopicReport, judge_topic
from bot.jobs.changed import KnownChanges
from bot.jobs.crash_points import CrashHook, no_crash
from bot.jobs.memory import lost_alerts
from bot.jobs.metrics import Measures, Unmeasured
from bot.jobs.ports import (
    Alarms,
    Budgets,
    BudgetTags,
    Owners,
    PutEvent,
    ReadFunction,
    ReadTags,
    Senders,
    Sources,
    Writer,
)
from bot.jobs.prefetch import Prefetch
from bot.jobs.reader import Reader
from bot.jobs.running_reads import RunningReads
from bot.settings import Settings
from bot.slack.client import Slack
from bot.store.alarm_proofs import AlarmProofs
from bot.store.answers import Answers
from bot.store.batched_notices import BatchedNotices
from bot.store.budget_names import BudgetNames
from bot.store.changes import Changes
from bot.store.digests import Digests
from bot.store.foreign import ForeignNotices
from bot.store.gates import Gates
from bot.store.last_writes import LastWrites
from bot.store.leases import Leases
from bot.store.log import Log
from bot.store.lookups import Lookups
from bot.store.opened import Opened, OpenedTickets
from bot.store.organizations import Organizations
from bot.store.outbox import Outbox
from bot.store.overviews import Overviews
from bot.store.proofs import Proofs
from bot.store.pull_requests import PullRequests
from bot.store.resource_changes import ResourceChanges
from bot.store.snoozes import Snoozes
from bot.store.sweeps import Sweeps
from bot.store.threads import Threads
from bot.store.verdicts import Verdicts
from bot.tickets import ChangeGate, ReadySystem

DIRECT = "D"
"""The first letter of the id of a direct message."""
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Store:
    """The tables, by what lies in them."""

    changes: Changes
    leases: Leases
    log: Log
    verdicts: Verdicts
    overviews: Overviews
    budget_names: BudgetNames
    answers: Answers
    threads: Threads
    resource_changes: ResourceChanges
    last_writes: LastWrites
    batched_notices: BatchedNotices
    foreign_notices: ForeignNotices
    gates: Gates
    opened: OpenedTickets
    sweeps: Sweeps
    organizations: Organizations
    snoozes: Snoozes
    proofs: Proofs
    alarm_proofs: AlarmProofs
    digests: Digests
    lookups: Lookups
    pull_requests: PullRequests
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class Writing:
    """What writes to AWS: the writes of a plan, and the temporary budgets and alarms of
    proofs.

    `function` reads what stands behind a function's ARN, for the fix that subscribes budget-check.
    """

    writer: Writer
    budgets: Budgets
    alarms: Alarms
    function: ReadFunction


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def fresh_id() -> str:
    """An id that nobody has used."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessContext:
    """What a process has for every job: put together by `bot.worker.compose`.

    Without `tables` nothing is remembered and mended, without `writes` nothing is mended, without
    `ticket_systems` no ticket is opened; they stand in the order of TICKETS. `owners` says who owns
    a resource, by its tags, which `tags` reads, `budget_tags` what tags a budget has, `senders`
    what else publishes to a topic. Without `sources` no pull request is opened, without `put_event`
    nobody wants events. `crash_hook` is told of each point of a change that is reached.
    """

    settings: Settings
    slack: Slack
    reader: Reader
    queue: JobQueue
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = fresh_id
    tables: Store | None = None
    writes: Writing | None = None
    owners: Owners = lambda _: ()
    tags: ReadTags = lambda _: {}
    budget_tags: BudgetTags = lambda _account, _name: ()
    senders: Senders = lambda _account, _topic: OtherSenders()
    put_event: PutEvent | None = None
    ticket_systems: Mapping[str, ReadySystem] = field(default_factory=dict)
    sources: Sources | None = None
    measures: Measures = field(default_factory=Unmeasured)
    crash_hook: CrashHook = no_crash
    running: RunningReads = field(default_factory=RunningReads)

    @property
    def gate(self) -> ChangeGate | None:
        """What an approved change waits for; None where it waits for nothing."""
        return next((one.gate for one in self.ticket_systems.values() if one.gate), None)

    def context(self, job: Job) -> Context:
        """All of it, for this job."""
        return Context(
            job=job, **{one.name: getattr(self, one.name) for one in fields(ProcessContext)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(ProcessContext):
    """One job, and everything that its handler works with.

    A kind of job says what it needs (`bot.core.jobs.kind`), and the worker refuses a job of which
    something is missing: its handler asks for `store`, `writing` and `tickets` and has them.
    """

    job: Job
    seen: Facts | None = None
    """What was read of one budget just now, for what is said right after; None reads anew."""
    prefetch: Prefetch = field(default_factory=Prefetch)
    over: Callable[[str], str] = lambda _: ""
    """Gives what is said first, under this id, the mark of the message that it takes the place of:
    one that says no more than that it is looked at. "" where there is none, and for all else.
    """
    groups: dict[str, frozenset[str] | None] = field(default_factory=dict)
    """The members of the user groups that were looked up for this job; None: Slack did not say."""

    @property
    def store(self) -> Store:
        """The tables. Raises LookupError where there are none, and the kind did not ask for any."""
        return _there(self.tables, self.job)

    @property
    def writing(self) -> Writing:
        """What writes to AWS. Raises LookupError as `store` does."""
        return _there(self.writes, self.job)

    @property
    def tickets(self) -> Mapping[str, ReadySystem]:
        """The ticket systems by name, at least one. Raises LookupError as `store` does."""
        return _there(self.ticket_systems or None, self.job)

    def report(
        self, account: str | ReadFailed, name: str, applied: Applied | None = None
    ) -> Report:
        """Read one budget's path and judge it, with what earlier checks saw.

        `applied` is a change of ours right before it, None for any other check.
        """
        return self.judged(self.facts(account, name), applied)

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        """Everything that a check of this budget needs, read now or just before; for a kind that
        `joins`, by another job of this process that reads it now.
        """
        seen = self.seen
        if seen and (seen.account, seen.reference) == (account, name):
            return seen
        place = self.job.place
        asked = self.job.row.asked_by in {"person", "anybody"}
        if asked and place.channel and not place.channel.startswith(DIRECT):
            self.prefetch.ask(self.slack.is_shared, place.channel)
        if self.tables:
            self.prefetch.ask(self.tables.changes.open_changes)
            if self.ticket_systems:
                self.prefetch.ask(self.tables.opened.open)
            if self.sources:
                self.prefetch.ask(self.tables.pull_requests.open)
            self.prefetch.ask(self.tables.verdicts.get, str(account), name)
        read = partial(self.reader.facts, account, name)
        if isinstance(account, ReadFailed) or not self.job.row.joins:
            return read()
        return self.running.facts(account, name, read)

    def open_pull_requests(self) -> tuple[PullRequestRun, ...]:
        """Those that are looked at still; none without a map of sources. Raises StoreError."""
        return self.prefetch.answer(self.store.pull_requests.open) if self.sources else ()

    def open_changes(self) -> tuple[Change, ...]:
        """The changes that are going on. Raises StoreError."""
        return self.prefetch.answer(self.store.changes.open_changes)

    def open_tickets(self) -> tuple[Opened, ...]:
        """The tickets that nobody has closed; none without a system. Raises StoreError."""
        return self.prefetch.answer(self.store.opened.open) if self.ticket_systems else ()

    def judged(self, facts: Facts, applied: Applied | None = None) -> Report:
        """The same for what was read."""
        if self.tables and facts.subject is not None:
            return self._judged(self._changes(self.tables).on(facts))
        report = self._judged(facts)
        if self.tables is None or report.subject:
            return report
        get = partial(self.prefetch.answer, self.tables.verdicts.get)
        lost = lost_alerts(get, report, applied)
        return self._judged(replace(facts, lost=lost)) if lost else report

    def judged_topic(self, facts: TopicFacts) -> TopicReport:
        """The same of a topic with all its senders."""
        known = self._changes(self.tables).on_topic(facts) if self.tables else facts
        return judge_topic(known, allow_unencrypted=self.settings.allow_unencrypted)

    @staticmethod
    def _changes(tables: Store) -> KnownChanges:
        return KnownChanges(tables.last_writes, tables.resource_changes)

    def _judged(self, facts: Facts) -> Report:
        known = self.settings
        return judge(facts, allow_unencrypted=known.allow_unencrypted, ours=known.own)


def _there(part: _Part | None, job: Job) -> _Part:
    if part is None:
        raise LookupError(f"A job {job.kind} asks for what its kind does not need.")
    return part
