"""The answers in Slack that still carry buttons, so that a button carries no more than an id.

An answer is a message that shows one budget's check. Each state of it has a record of its own; the
latest record of a message is the one whose buttons are on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.store import records
from bot.store.attributes import attributes, encode, parse, stamp
from bot.store.calls import reaching
from bot.store.paging import Question, fetch
from bot.store.tables import BY_BUDGET, Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MOST = 25


@dataclass(frozen=True, slots=True)
class Answer:
    """One state of one message. `topics` are the addresses in the order of its rows of buttons.

    `ts` is the message's, "" until Slack has told it. After `until` its buttons are too old.
    """

    id: str
    account: str
    budget: str
    channel: str
    ts: str
    asked_by: str
    topics: tuple[str, ...]
    at: datetime
    until: datetime


class Answers:
    """The answers of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._client = client
        self._table = tables.answers

    def put(self, answer: Answer) -> None:
        """Keep it; one of the same id is replaced."""
        order = f"{stamp(answer.at)}#{answer.id}"
        item = {
            **attributes(answer),
            "pk": encode(f"answer:{answer.id}"),
            "by_budget": encode(records.of_budget(answer.account, answer.budget)),
            "order": encode(order),
            "ttl": encode(int(answer.until.timestamp())),
        }
        with reaching(self._table):
            self._client.put_item(TableName=self._table, Item=item)

    def get(self, answer: str) -> Answer | None:
        """The answer of this id; None where there is none (any more)."""
        with reaching(self._table):
            found = self._client.get_item(
                TableName=self._table,
                Key={"pk": encode(f"answer:{answer}")},
                ConsistentRead=True,
            )
        item = found.get("Item")
        return parse(self._table, Answer, item) if item else None

    def live(self, account: str, budget: str, now: datetime, most: int) -> tuple[Answer, ...]:
        """The latest record of each message that shows this budget, the newest first.

        Found by an index that is a moment behind. DynamoDB deletes what is old days late, so the
        record's own time counts.
        """
        question = Question(
            self._table,
            "by_budget",
            records.of_budget(account, budget),
            ("order", "pk"),
            BY_BUDGET,
            newest_first=True,
        )
        page = fetch(self._client, question, _MOST)
        found: dict[tuple[str, str], Answer] = {}
        for answer in (parse(self._table, Answer, item) for item in page.items):
            if answer.ts and answer.until > now:
                found.setdefault((answer.channel, answer.ts), answer)
        return tuple(found.values())[:most]
