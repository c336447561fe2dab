"""The answers in Slack that still carry buttons, so that a button carries no more than an id.

An answer is a message that shows one budget's check. Each state of it has a record of its own; the
latest record of a message is the one whose buttons are on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.store import records
from bot.store.attributes import epoch, stamp
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import BY_BUDGET, Tables, definitions

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
        self._answers = Repository(client, definitions(tables).answers, Answer)

    def put(self, answer: Answer) -> None:
        """Keep it; one of the same id is replaced."""
        indexed = {
            "by_budget": records.of_budget(answer.account, answer.budget),
            "order": f"{stamp(answer.at)}#{answer.id}",
            "ttl": epoch(answer.until),
        }
        self._answers.put({**_key(answer.id), **indexed}, answer)

    def get(self, answer: str) -> Answer | None:
        """The answer of this id; None where there is none (any more)."""
        return self._answers.get(_key(answer))

    def live(self, account: str, budget: str, now: datetime, most: int) -> tuple[Answer, ...]:
        """The latest record of each message that shows this budget, the newest first.

        Found by an index that is a moment behind. DynamoDB deletes what is old days late, so the
        record's own time counts.
        """
        partition = records.of_budget(account, budget)
        question = Question(partition, BY_BUDGET, newest_first=True)
        found: dict[tuple[str, str], Answer] = {}
        for answer in self._answers.page(question, _MOST).items:
            if answer.ts and answer.until > now:
                found.setdefault((answer.channel, answer.ts), answer)
        return tuple(found.values())[:most]


def _key(id: str) -> Keys:
    return {"pk": f"answer:{id}"}
