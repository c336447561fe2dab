"""Puts the office of a process together: a laptop's, which may do everything, or a worker's."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.aws.accounts import Accounts
from bot.aws.apply import Writer
from bot.aws.clients import Aws
from bot.aws.endpoints import read_function
from bot.aws.owners import owners, owners_by
from bot.aws.proving import ProofBudgets
from bot.aws.writers import AccountWriters
from bot.core.jobs import Queue
from bot.core.model import Unread
from bot.core.owners import Owner
from bot.jobs.context import Office, Writing
from bot.jobs.crash_points import Reach, pass_by
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
from bot.store.records import Emit
from bot.store.sweeps import Sweeps
from bot.store.tables import Tables
from bot.store.threads import Threads
from bot.store.touches import Touches
from bot.store.verdicts import Verdicts
from bot.tickets import Means as TicketMeans
from bot.tickets import TicketSystem, kind_named

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_actions = logging.getLogger("budget-check.actions")


def emit(line: Mapping[str, object]) -> None:
    """A record of the action log as one structured log line."""
    _actions.info("%s", json.dumps(line, default=str, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Parts:
    """What an office is made of.

    `writing` is an AWS opened with `bot.aws.apply.ONCE`; None for a worker that may not mend.
    `accounts` are those that ACCOUNTS_PARAMETER names; None where only that of `reading` is known.
    `emit` takes each record of the action log as it is written.
    """

    settings: Settings
    slack: Slack
    queue: Queue
    reader: Reader
    reading: Aws
    writing: Aws | None
    tables: Tables
    client: DynamoDBClient
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    reach: Reach = pass_by
    accounts: Accounts | None = None
    emit: Emit = emit


def open_office(parts: Parts) -> Office:
    """Everything put together. Raises SettingsError for a ticket system that is set up wrongly."""
    own = parts.reading
    client, tables, settings = parts.client, parts.tables, parts.settings

    def of(arns: Iterable[str]) -> tuple[Owner, ...]:
        return owners_by(parts.accounts.reading, arns) if parts.accounts else owners(own, arns)

    system, title = _tickets(settings, own, parts.accounts)
    return Office(
        changes=Changes(client, tables, parts.emit),
        leases=Leases(client, tables),
        log=Log(client, tables, parts.emit),
        verdicts=Verdicts(client, tables),
        answers=Answers(client, tables),
        threads=Threads(client, tables),
        touches=Touches(client, tables),
        groups=Groups(client, tables),
        opened=OpenedTickets(client, tables),
        sweeps=Sweeps(client, tables),
        queue=parts.queue,
        proofs=Proofs(client, tables, parts.emit),
        clock=parts.clock,
        new_id=parts.new_id,
        owners=of,
        writing=_writing(parts),
        tickets=system,
        ticket_system=title,
        reach=parts.reach,
    )


def _writing(parts: Parts) -> Writing | None:
    own, writing, accounts = parts.reading, parts.writing, parts.accounts
    if writing is None:
        return None
    return Writing(
        writer=AccountWriters(accounts) if accounts else Writer(own, writing),
        budgets=ProofBudgets(accounts or Accounts(own, "", lambda: 0.0, writing)),
        function=lambda arn: read_function(own, arn),
    )


def _tickets(
    settings: Settings, aws: Aws, accounts: Accounts | None
) -> tuple[TicketSystem | None, str]:
    if not settings.tickets:
        return None, ""
    kind = kind_named(settings.tickets)

    def of(account: str) -> Aws | Unread:
        here = aws.account()
        return here if isinstance(here, Unread) else aws

    means = TicketMeans(accounts.reading if accounts else of, settings.ticket_settings)
    return kind.make(means), kind.title
