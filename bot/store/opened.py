"""The tickets that were opened, and where that was said: found by the ticket when it is closed.

They lie beside the verdicts, as the touches do. One ticket can be found again for another budget,
so there is one item for each budget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.store import records
from bot.store.attributes import Value, attributes, encode, parse
from bot.store.calls import reaching
from bot.store.paging import Question, everything
from bot.store.tables import Tables

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
        self._client = client
        self._table = tables.verdicts

    def put(self, opened: Opened) -> None:
        """Keep it; a ticket that is found open again is open again."""
        with reaching(self._table):
            self._client.put_item(TableName=self._table, Item=_item(opened))

    def of(self, account: str, ticket: str) -> tuple[Opened, ...]:
        """The budgets for which it was opened; none for a ticket that is not ours."""
        question = Question(self._table, "pk", _partition(account, ticket), ("sk",))
        found = everything(self._client, question)
        return tuple(parse(self._table, Opened, item) for item in found)

    def closed(self, opened: Opened, teller: str) -> bool:
        """This job says so; False where another one does, or it was opened anew meanwhile."""
        with reaching(self._table):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=_item(replace(opened, teller=teller)),
                    ConditionExpression="teller = :open AND #at = :at",
                    ExpressionAttributeNames={"#at": "at"},
                    ExpressionAttributeValues={":open": encode(""), ":at": encode(opened.at)},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True


def _item(opened: Opened) -> dict[str, Value]:
    return {
        **attributes(opened),
        "pk": encode(_partition(opened.account, opened.ticket)),
        "sk": encode(records.of_budget(opened.account, opened.budget)),
        "ttl": encode(int((opened.at + KEPT).timestamp())),
    }


def _partition(account: str, ticket: str) -> str:
    return f"ticket:{account}:{ticket}"
