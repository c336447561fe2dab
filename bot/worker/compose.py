"""Puts the parts of a process together: a laptop's, which may do everything, or a worker's."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from bot.aws.accounts import Accounts
from bot.aws.apply import AwsWriter
from bot.aws.budget_tags import budget_tags, budget_tags_by
from bot.aws.clients import Aws
from bot.aws.directory_reader import ListOf
from bot.aws.endpoints import read_function
from bot.aws.event_bus import put_event
from bot.aws.owners import owners, owners_by, tags_by, tags_of
from bot.aws.parameter import Parameter
from bot.aws.proof_alarms import ProofAlarms
from bot.aws.proof_budgets import ProofBudgets
from bot.aws.ticket_secrets import TicketSecrets
from bot.aws.topic_senders import read_senders, read_senders_by
from bot.aws.writers import AccountWriters
from bot.core.jobs import JobQueue
from bot.core.model.read import ReadFailed
from bot.jobs.context import ProcessContext, Store, Writing, utc_now
from bot.jobs.ports import Sources
from bot.pull_requests import MappedSources, hosts
from bot.rest import Client
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
from bot.store.opened import OpenedTickets
from bot.store.organizations import Organizations
from bot.store.outbox import Outbox
from bot.store.overviews import Overviews
from bot.store.proofs import Proofs
from bot.store.pull_requests import PullRequests
from bot.store.records import Emit
from bot.store.resource_changes import ResourceChanges
from bot.store.snoozes import Snoozes
from bot.store.sweeps import Sweeps
from bot.store.tables import Tables
from bot.store.threads import Threads
from bot.store.verdicts import Verdicts
from bot.tickets import ReadySystem, TicketPorts, kind_named, made_ready
from bot.worker.aws_reader import AwsReader
from bot.worker.organization_lists import OrganizationLists

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_actions = logging.getLogger("budget-check.actions")


def emit(line: Mapping[str, object]) -> None:
    """A record of the action log as one structured log line."""
    _actions.info("%s", json.dumps(line, default=str, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Clients:
    """AWS for one process, opened by its door.

    `writing` is opened with `bot.aws.apply.ONCE`; None for a worker that may not mend. Without
    `dynamodb` there are no tables.
    """

    reading: Aws
    writing: Aws | None = None
    dynamodb: DynamoDBClient | None = None
    tables: Tables | None = None


def compose(  # noqa: PLR0913 (what differs from door to door)
    settings: Settings,
    queue: JobQueue,
    clients: Clients,
    *,
    clock: Callable[[], datetime] = utc_now,
    seconds: Callable[[], float] = monotonic,
    emit: Emit = emit,
) -> ProcessContext:
    """The parts of a process, for every door alike; it mends only what it has tables for.

    `emit` takes each record of the action log as it is written, `seconds` is a clock that never
    goes back. Raises SettingsError for a ticket system that is set up wrongly.
    """
    reading, path = clients.reading, settings.accounts_parameter
    reading.own = settings.own
    kept = _organization_lists(clients)
    accounts = Accounts(reading, path, seconds, clients.writing, kept) if path else None
    parts = ProcessContext(
        settings=settings,
        slack=Slack(settings.bot_token, settings.slack_api_url, bot=settings.bot_id),
        reader=AwsReader(reading, clock, accounts, settings.senders),
        queue=queue,
        clock=clock,
    )
    if clients.dynamodb is None or clients.tables is None:
        return parts
    ports = _ports(settings, reading, accounts, seconds)
    return replace(
        parts,
        tables=_store(clients.dynamodb, clients.tables, emit),
        writes=_writing(reading, clients.writing, accounts),
        owners=lambda arns: (
            owners_by(accounts.reading, arns) if accounts else owners(reading, arns)
        ),
        tags=lambda arns: tags_by(accounts.reading, arns) if accounts else tags_of(reading, arns),
        senders=lambda account, topic: (
            read_senders_by(accounts.reading, account, topic, settings.senders)
            if accounts
            else read_senders(reading, account, topic, settings.senders)
        ),
        budget_tags=lambda account, name: (
            budget_tags_by(accounts.reading, account, name)
            if accounts
            else budget_tags(reading, account, name)
        ),
        put_event=partial(put_event, reading) if settings.verdict_events else None,
        ticket_systems=_tickets(settings, ports),
        sources=_sources(settings, reading, seconds, ports),
    )


def _organization_lists(clients: Clients) -> ListOf | None:
    """Which accounts an organisation holds, from the tables, where there are some."""
    if clients.dynamodb is None or clients.tables is None:
        return None
    return OrganizationLists(Organizations(clients.dynamodb, clients.tables)).list_of


def _store(client: DynamoDBClient, tables: Tables, emit: Emit) -> Store:
    return Store(
        changes=Changes(client, tables, emit),
        leases=Leases(client, tables),
        log=Log(client, tables, emit),
        verdicts=Verdicts(client, tables),
        overviews=Overviews(client, tables),
        budget_names=BudgetNames(client, tables),
        answers=Answers(client, tables),
        threads=Threads(client, tables),
        resource_changes=ResourceChanges(client, tables),
        last_writes=LastWrites(client, tables),
        batched_notices=BatchedNotices(client, tables),
        foreign_notices=ForeignNotices(client, tables),
        gates=Gates(client, tables),
        opened=OpenedTickets(client, tables, emit),
        sweeps=Sweeps(client, tables),
        organizations=Organizations(client, tables),
        snoozes=Snoozes(client, tables, emit),
        proofs=Proofs(client, tables, emit),
        alarm_proofs=AlarmProofs(client, tables, emit),
        digests=Digests(client, tables),
        lookups=Lookups(client, tables),
        pull_requests=PullRequests(client, tables, emit),
        outbox=Outbox(client, tables),
    )


def _writing(reading: Aws, writing: Aws | None, accounts: Accounts | None) -> Writing | None:
    if writing is None:
        return None
    mending = accounts or Accounts(reading, "", lambda: 0.0, writing)
    return Writing(
        writer=AccountWriters(accounts) if accounts else AwsWriter(reading, writing),
        budgets=ProofBudgets(mending),
        alarms=ProofAlarms(mending),
        function=lambda arn: read_function(reading, arn),
    )


def _ports(
    settings: Settings, aws: Aws, accounts: Accounts | None, seconds: Callable[[], float]
) -> Callable[[str], TicketPorts]:
    """What the ticket system, or host of repositories, of a name may use."""
    secrets, http = TicketSecrets(aws, settings.tickets_secret_parameter, seconds), Client()
    given = {**settings.host_settings, **settings.ticket_settings}

    def of(account: str) -> Aws | ReadFailed:
        here = aws.account()
        return here if isinstance(here, ReadFailed) else aws

    def ports(name: str) -> TicketPorts:
        return TicketPorts(
            accounts.reading if accounts else of,
            given.get(name, {}),
            http,
            partial(secrets.of, name),
        )

    return ports


def _tickets(settings: Settings, ports: Callable[[str], TicketPorts]) -> Mapping[str, ReadySystem]:
    chosen = [(one, kind_named(one)) for one in settings.tickets]
    return made_ready(chosen, ports, settings.tickets_secret_parameter)


def _sources(
    settings: Settings,
    aws: Aws,
    seconds: Callable[[], float],
    ports: Callable[[str], TicketPorts],
) -> Sources | None:
    """Without a map there is no pull request."""
    if not settings.sources_parameter:
        return None
    made = {name: kind.make(ports(name)) for name, kind in hosts().items()}
    return MappedSources(Parameter(aws, settings.sources_parameter, seconds).value, made)
