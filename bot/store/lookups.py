"""The lookups: one at a time for each person, and each step of one once."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.core.lookup import Lookup
from bot.core.outgoing import Outgoing
from bot.errors import StoreError
from bot.store.attributes import epoch
from bot.store.calls import Pause, transact
from bot.store.expressions import NEW, seen
from bot.store.outbox import Outbox
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LookupMessage:
    """Where the one message of a lookup stands."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class _Latest:
    """The lookup that a person began last."""

    lookup: str


class Lookups:
    """The lookups of everybody. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        table = definitions(tables).verdicts
        self._lookups = Repository(client, table, Lookup)
        self._latest = Repository(client, table, _Latest)
        self._messages = Repository(client, table, LookupMessage)
        self._outbox = Outbox(client, tables)
        self._client = client
        self._pause = pause

    def get(self, id: str) -> Lookup | None:
        """The lookup of this id; None where there is none (any more)."""
        return self._lookups.get(_key(id))

    def begin(self, lookup: Lookup, messages: Iterable[Outgoing]) -> Lookup:
        """Keep it with its messages in the outbox; instead of it the one that the same person has
        running, or this very one where it has begun before.
        """
        was = self._latest.get(_of_person(lookup))
        running = self.get(was.lookup) if was else None
        if running and (running.id == lookup.id or not running.over):
            return running
        as_seen = seen(lookup=was.lookup) if was else NEW
        latest = {**_of_person(lookup), "ttl": epoch(lookup.began + KEPT)}
        writes = [
            self._lookups.transact_put(_keys(lookup), lookup, NEW),
            self._latest.transact_put(latest, _Latest(lookup.id), as_seen),
            *self._outbox.transact_puts(messages),
        ]
        if not transact(self._client, writes, self._pause):
            return lookup
        found = self.get(lookup.id)
        if found is None:
            says = f"is busy with another search of {lookup.user}: press the button again."
            raise StoreError(self._lookups.name, says)
        return found

    def step(self, was: Lookup, now: Lookup, messages: Iterable[Outgoing]) -> bool:
        """It is further now, and its messages lie in the outbox; False where another worker made
        the same step.
        """
        as_seen = seen(after=was.after, over=was.over)
        put = self._lookups.transact_put(_keys(now), now, as_seen)
        writes = [put, *self._outbox.transact_puts(messages)]
        return not transact(self._client, writes, self._pause)

    def message(self, id: str) -> LookupMessage | None:
        """Where its message stands; None where none is known to."""
        return self._messages.get(_message_key(id))

    def posted(self, lookup: Lookup, message: LookupMessage) -> None:
        """Its message stands there from now on."""
        self._messages.put({**_message_key(lookup.id), "ttl": _ttl(lookup)}, message)


def _keys(lookup: Lookup) -> Keys:
    return {**_key(lookup.id), "ttl": _ttl(lookup)}


def _ttl(lookup: Lookup) -> int:
    return epoch(lookup.began + KEPT)


def _key(id: str) -> Keys:
    return {"pk": f"lookup:{id}", "sk": "lookup"}


def _message_key(id: str) -> Keys:
    return {"pk": f"lookup:{id}", "sk": "message"}


def _of_person(lookup: Lookup) -> Keys:
    return {"pk": f"lookups:{lookup.team}:{lookup.user}", "sk": "latest"}
