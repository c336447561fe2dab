"""The threads about budgets' alerts: found by what began them, by their place, by their budget.

Beside each thread that has been posted stands a small item under its place in Slack, so that a
mention in a thread finds what it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.outgoing import Outgoing, Says, nothing
from bot.core.thread import Stage, Thread
from bot.store import records
from bot.store.attributes import stamp
from bot.store.calls import transact
from bot.store.expressions import seen
from bot.store.outbox import Outbox
from bot.store.pages import Page, Question
from bot.store.table import Keys, Repository, Scheduled
from bot.store.tables import BY_BUDGET, Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_MOST = 25
_ATTEMPTS = 4


class ThreadStep(TypedDict, total=False):
    """What a step may set."""

    ts: str
    text: str
    stage: Stage
    acknowledged_by: str
    changed_at: datetime | None
    broke_at: datetime | None
    stands_for: str
    delivered_at: datetime | None
    refused: bool
    reminded: bool
    notices: tuple[str, ...]
    channel: str
    belongs: str
    refusal: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Which thread hangs under a message."""

    thread: str


class Threads:
    """The threads of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: Tables) -> None:
        table = definitions(names).threads
        self._client = client
        self._threads = Scheduled(client, table, Thread, "open")
        self._places = Repository(client, table, _Place)
        self._outbox = Outbox(client, names)

    def begin(
        self, thread: Thread, due: datetime | None = None, says: Says[Thread] = nothing
    ) -> bool:
        """Keep a new one; False where what began it has a thread already. `due`: when to remind.

        What `says` of it lies in the outbox with the same write.
        """
        return self._write(self.transact_begin(thread, due), says(thread))

    def transact_begin(
        self, thread: Thread, due: datetime | None = None
    ) -> list[TransactWriteItemTypeDef]:
        """The same as items of the transaction that answers it."""
        begin = self._threads.transact_put_new(self._keys(thread, due), thread)
        places = () if thread.group else self._place(thread)  # a mention there has to name one
        return [begin, *places]

    def step(
        self,
        thread: Thread,
        due: datetime | None = None,
        says: Says[Thread] = nothing,
        **sets: Unpack[ThreadStep],
    ) -> Thread | None:
        """Set something, if the thread still is as it was seen: the thread as it is then.

        None where it has moved on meanwhile: read it again. `due` None: no reminder any more. What
        `says` of the thread as it will be lies in the outbox with the same write.
        """
        new = replace(thread, version=thread.version + 1, **sets)
        step = self._threads.transact_update(
            _key(thread.id), self._threads.step(thread, new, due), seen(version=thread.version)
        )
        places = self._place(new) if new.ts != thread.ts else ()
        return new if self._write([step, *places], says(new)) else None

    def insist(
        self,
        thread: Thread,
        done: Callable[[Thread], bool],
        due: Callable[[Thread], datetime | None] = lambda _: None,
        says: Says[Thread] = nothing,
        **sets: Unpack[ThreadStep],
    ) -> Thread:
        """Step, reading the thread anew wherever it moved on, until it is `done`.

        The thread as it is then. It is not done where it moved on each time.
        """
        for _ in range(_ATTEMPTS):
            if done(thread):
                break
            kept = self.step(thread, due(thread), says, **sets)
            if kept:
                return kept
            thread = self.get(thread.id) or thread
        return thread

    def get(self, id: str) -> Thread | None:
        """The thread that this began, read consistently; None where there is none."""
        return self._threads.get(_key(id))

    def under(self, channel: str, ts: str) -> Thread | None:
        """The thread under that message; None where it is no thread of ours."""
        place = self._places.get(_place_key(channel, ts))
        return self.get(place.thread) if place else None

    def of_budget(self, account: str, budget: str, limit: int = _MOST) -> tuple[Thread, ...]:
        """The latest threads of a budget, the newest first. A new one shows within a moment."""
        question = Question(records.of_budget(account, budget), BY_BUDGET, newest_first=True)
        return self._threads.page(question, limit).items

    def due(self, now: datetime, limit: int = _MOST, cursor: str = "") -> Page[Thread]:
        """One page of the threads whose reminder is due, the longest waiting first."""
        return self._threads.due(now, limit, cursor).map(lambda found: found[0])

    def _keys(self, thread: Thread, due: datetime | None) -> Keys:
        return {
            **_key(thread.id),
            "by_budget": records.of_budget(thread.account, thread.budget),
            "order": f"{stamp(thread.opened)}#{thread.id}",
            **self._threads.indexed(due),
        }

    def _place(self, thread: Thread) -> Iterator[TransactWriteItemTypeDef]:
        if thread.ts:
            key = _place_key(thread.channel, thread.ts)
            yield self._places.transact_put(key, _Place(thread.id))

    def _write(
        self, items: Sequence[TransactWriteItemTypeDef], messages: Sequence[Outgoing]
    ) -> bool:
        """All of them or none; False where the thread is there, or has moved on."""
        said = self._outbox.transact_puts(messages)
        return not transact(self._client, [*items, *said])


def _key(id: str) -> Keys:
    return {"pk": f"thread:{id}"}


def _place_key(channel: str, ts: str) -> Keys:
    return {"pk": f"place:{channel}:{ts}"}
