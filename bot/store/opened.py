"""The tickets that were opened, and where that was said: found by the ticket when it is closed, and
by the fault when somebody asks for another one.

They lie beside the verdicts, as the touches do. One ticket can be found again for another budget,
so there is one item for each budget.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.change.log_record import LogRecord
from bot.core.outgoing import Outgoing
from bot.store import records
from bot.store.attributes import epoch
from bot.store.calls import Pause, transact
from bot.store.expressions import Condition, Update, seen
from bot.store.log import Log
from bot.store.outbox import Outbox
from bot.store.pages import Question
from bot.store.table import Keys, Repository, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket for a budget, and the thread where it was said. `account` is the ticket's too.

    `teller` is the job that says that it is closed, "" while it is open. `dedup` tells its fault
    from others, `cause` says it in a few words, and `cause_id` is the same for the other budgets of
    its topic that have it; `by` is who asked, and `opener` their name; "" in old records, and where
    Slack did not say. `system` is the ticket system's name, `topic` the topic that it is about, and
    `job` the submission that it came of. `looked` is when its system was last asked how it stands.
    """

    ticket: str
    account: str
    budget: str
    channel: str
    ts: str
    at: datetime
    teller: str = ""
    dedup: str = ""
    url: str = ""
    cause: str = ""
    by: str = ""
    opener: str = ""
    cause_id: str = ""
    system: str = ""
    topic: str = ""
    job: str = ""
    looked: datetime | None = None

    def is_of(self, job: str) -> bool:
        """Whether this submission opened it."""
        return bool(job) and self.job == job


class OpenedTickets:
    """The tickets of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        tables: Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        self._client = client
        self._opened = Repository(client, definitions(tables).verdicts, Opened)
        self._open = Scheduled(client, definitions(tables).threads, Opened, "ticket")
        self._log = Log(client, tables, emit)
        self._outbox = Outbox(client, tables)
        self._pause = pause

    def opened(self, opened: Opened, action: LogRecord, messages: Sequence[Outgoing]) -> bool:
        """Keep it, its record of the log and what is said of it; False where the record is there.

        A ticket that is found open again is open again.
        """
        writes = [
            self._opened.transact_put(_keys(opened), opened),
            self._opened.transact_put(_fault_keys(opened.dedup, opened.at), opened),
            self._open.transact_put({**_open_key(opened), **self._open.indexed(opened.at)}, opened),
            *self._outbox.transact_puts(messages),
        ]
        return not self._log.put_with(writes, action, self._pause)

    def of(self, account: str, ticket: str) -> tuple[Opened, ...]:
        """The budgets for which it was opened; none for a ticket that is not ours."""
        return self._opened.all(Question(_partition(account, ticket)))

    def of_fault(self, dedup: str) -> Opened | None:
        """The ticket that was opened last for this fault, as long as nobody has closed it.

        It is read consistently: what another worker has just opened is seen.
        """
        last = self._opened.get(_fault_key(dedup))
        known = self._opened.get(_key(last)) if last else None
        return known if known and not known.teller else None

    def looking(self, opened: Opened, now: datetime) -> bool:
        """From now on its system is asked; False where somebody else asks, or it is closed."""
        as_seen = Condition(
            "#at = :at AND (attribute_not_exists(#looked) OR #looked = :looked)",
            {"at": opened.at, "looked": opened.looked},
        )
        return self._open.update(_open_key(opened), Update({"looked": now}), as_seen) is not None

    def open(self) -> tuple[Opened, ...]:
        """Those that nobody has closed, as far as their system tells, the oldest first."""
        return self._open.all(self._open.open)

    def closed(self, opened: Opened, teller: str, messages: Sequence[Outgoing]) -> bool:
        """This job says so by these; False where another one does, or it was opened anew since."""
        told = replace(opened, teller=teller)
        as_seen = seen(teller="", at=opened.at)
        writes = [
            self._opened.transact_put(_keys(opened), told, as_seen),
            self._open.transact_delete(_open_key(opened)),
            *self._outbox.transact_puts(messages),
        ]
        return not transact(self._client, writes, self._pause)


def _open_key(opened: Opened) -> Keys:
    budget = records.of_budget(opened.account, opened.budget)
    return {"pk": f"{_partition(opened.account, opened.ticket)}:{budget}"}


def _keys(opened: Opened) -> Keys:
    return {**_key(opened), "ttl": epoch(opened.at + KEPT)}


def _key(opened: Opened) -> Keys:
    return {
        "pk": _partition(opened.account, opened.ticket),
        "sk": records.of_budget(opened.account, opened.budget),
    }


def _fault_keys(dedup: str, at: datetime) -> Keys:
    return {**_fault_key(dedup), "ttl": epoch(at + KEPT)}


def _fault_key(dedup: str) -> Keys:
    return {"pk": f"ticket-of:{dedup}", "sk": "last"}


def _partition(account: str, ticket: str) -> str:
    return f"ticket:{account}:{ticket}"
