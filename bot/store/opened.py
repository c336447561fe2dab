"""The tickets that were opened, and where that was said: found by the ticket when it is closed.

They lie beside the verdicts, as the touches do. One ticket can be found again for another budget,
so there is one item for each budget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.store import records
from bot.store.attributes import epoch
from bot.store.expressions import seen
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket for a budget, and the thread where it was said. `account` is the ticket's too.

    `teller` is the job that says that it is closed, "" while it is open.
    """

    ticket: str
    account: str
    budget: str
    channel: str
    ts: str
    at: datetime
    teller: str = ""


class OpenedTickets:
    """The tickets of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._opened = Repository(client, definitions(tables).verdicts, Opened)

    def put(self, opened: Opened) -> None:
        """Keep it; a ticket that is found open again is open again."""
        self._opened.put(_keys(opened), opened)

    def of(self, account: str, ticket: str) -> tuple[Opened, ...]:
        """The budgets for which it was opened; none for a ticket that is not ours."""
        return self._opened.all(Question(_partition(account, ticket)))

    def closed(self, opened: Opened, teller: str) -> bool:
        """This job says so; False where another one does, or it was opened anew meanwhile."""
        told = replace(opened, teller=teller)
        return self._opened.put(_keys(opened), told, seen(teller="", at=opened.at))


def _keys(opened: Opened) -> Keys:
    return {
        "pk": _partition(opened.account, opened.ticket),
        "sk": records.of_budget(opened.account, opened.budget),
        "ttl": epoch(opened.at + KEPT),
    }


def _partition(account: str, ticket: str) -> str:
    return f"ticket:{account}:{ticket}"
