"""The answers in Slack that still carry buttons, so that a button carries no more than an id.

An answer is a message that shows one budget's check. Each state of it has a record of its own; the
latest record of a message is the one whose buttons are on it. The first one says besides that the
check is answered: whoever does the same job again finds it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from bot.core.outgoing import Outgoing
from bot.core.thread import Thread
from bot.store import records
from bot.store.attributes import epoch, stamp
from bot.store.calls import CONDITION, Pause, transact
from bot.store.outbox import Outbox
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import BY_BUDGET, Tables, definitions
from bot.store.threads import Threads

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MOST = 25


@dataclass(frozen=True, slots=True)
class Answer:
    """One state of one message. `topics` are the addresses in the order of its rows of buttons,
    none for one that has no such row.

    `ts` is the message's, "" until Slack has told it. After `until` its buttons are too old.
    `mended_by` is the change that it says has mended the budget, "" for none.
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
    mended_by: str = ""


class Begun(Enum):
    """What became of an answer that was to begin: it did, it had before, or what it is about has
    begun by another one.
    """

    NOW = "now"
    BEFORE = "before"
    ELSEWHERE = "elsewhere"


class Answers:
    """The answers of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        self._client = client
        self._answers = Repository(client, definitions(tables).answers, Answer)
        self._outbox = Outbox(client, tables)
        self._threads = Threads(client, tables)
        self._pause = pause

    def begin(self, answer: Answer, message: Outgoing, thread: Thread | None = None) -> Begun:
        """Keep a new one with the message that posts it, which is held, and with the `thread` that
        begins by it: all or none.
        """
        writes = [
            self._answers.transact_put_new(_keys(answer), answer),
            self._outbox.transact_put_held(message),
            *(self._threads.transact_begin(thread) if thread else ()),
        ]
        codes = transact(self._client, writes, self._pause)
        if not codes:
            return Begun.NOW
        return Begun.BEFORE if CONDITION in codes[:2] else Begun.ELSEWHERE

    def put(self, answer: Answer) -> None:
        """Keep it; one of the same id is replaced."""
        self._answers.put(_keys(answer), answer)

    def put_unposted(self, answers: Sequence[Answer]) -> None:
        """Keep those of the App Home: no message shows them, so none is kept current by them."""
        for n in range(0, len(answers), _MOST):
            puts = [
                self._answers.transact_put({**_key(one.id), "ttl": epoch(one.until)}, one)
                for one in answers[n : n + _MOST]
            ]
            self._answers.transact(puts, self._pause)

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
            if answer.ts and answer.topics and answer.until > now:
                found.setdefault((answer.channel, answer.ts), answer)
        return tuple(found.values())[:most]


def _keys(answer: Answer) -> Keys:
    return {
        **_key(answer.id),
        "by_budget": records.of_budget(answer.account, answer.budget),
        "order": f"{stamp(answer.at)}#{answer.id}",
        "ttl": epoch(answer.until),
    }


def _key(id: str) -> Keys:
    return {"pk": f"answer:{id}"}
