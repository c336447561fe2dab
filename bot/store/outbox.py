"""The outbox: what has to be said, written together with the state that makes it true.

Its records stand in the table of the threads under keys of their own, `message:ID`, and in a
partition of its sparse index of their own. A record goes when it is said. This is the pattern
"transactional outbox" of AWS's Prescriptive Guidance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.outgoing import Outgoing
from bot.store.attributes import values
from bot.store.expressions import NEW, Condition, Update
from bot.store.pages import Page
from bot.store.table import Keys, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_PREFIX = "message:"
_MOST = 25


class Outbox:
    """What is not said yet. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: Tables) -> None:
        self._unsaid = Scheduled(client, definitions(names).threads, Outgoing, "message")

    def put(self, message: Outgoing) -> None:
        """Keep it, for what changes no other record; in the place of an older one of its id."""
        self._unsaid.update(_key(message.id), self._put(message))

    def transact_puts(self, messages: Iterable[Outgoing]) -> list[TransactWriteItemTypeDef]:
        """The messages as items of the transaction that makes them true."""
        update = self._unsaid.transact_update
        return [update(_key(message.id), self._put(message)) for message in messages]

    def put_held(self, message: Outgoing) -> bool:
        """Keep a new one that whoever writes it says at once; False where it is here already."""
        return self._unsaid.update(_key(message.id), self._put_held(message), NEW) is not None

    def transact_put_held(self, message: Outgoing) -> TransactWriteItemTypeDef:
        """The same as an item of the transaction that makes it true."""
        return self._unsaid.transact_update(_key(message.id), self._put_held(message), NEW)

    def get(self, id: str) -> Outgoing | None:
        """What is not said yet; None where there is nothing."""
        return self._unsaid.get(_key(id))

    def claim(self, id: str, now: datetime, until: datetime, revision: str = "") -> Outgoing | None:
        """The record, for whoever says it now: nobody else gets it until `until`.

        None where it is said, somebody is at it, or Slack wants to be asked later; with `revision`
        where a newer one has taken its place. Its `tries` count this one.
        """
        free = (
            "attribute_exists(pk) AND (attribute_not_exists(held) OR held <= :now)"
            " AND (tries = :never OR due <= :now)"
        )
        values: dict[str, object] = {"now": now, "never": 0}
        if revision:
            free, values = f"{free} AND revision = :revision", {**values, "revision": revision}
        held = Update({"held": until, "due": until}, counts=("tries",))
        item = self._unsaid.update(_key(id), held, Condition(free, values))
        return self._unsaid.parse(item) if item else None

    def said(self, message: Outgoing) -> bool:
        """It is said; False where a newer one has taken its place, which is free from now on."""
        same = "attribute_not_exists(pk) OR revision = :revision"
        mine = Condition(same, {"revision": message.revision})
        gone = self._unsaid.delete(_key(message.id), mine)
        if not gone:
            self.release(message, message.due)
        return gone

    def hold(self, message: Outgoing, until: datetime) -> Outgoing | None:
        """Hold on to what `claim` gave, until then; None where it is not held any more."""
        further = Update({"held": until, "due": until})
        kept = self._unsaid.update(_key(message.id), further, _held(message))
        return replace(message, due=until) if kept else None

    def release(self, message: Outgoing, due: datetime) -> None:
        """Leave what `claim` gave to the next who sends it, to the schedule not before `due`."""
        # Else it was said meanwhile, or somebody else holds it, for this took too long.
        free = Update({"due": due}, removes=("held",))
        self._unsaid.update(_key(message.id), free, _held(message))

    def due(self, now: datetime, cursor: str = "") -> Page[str]:
        """One page of the ids of what should have been said by now, the longest waiting first."""
        page = self._unsaid.due_keys(now, _MOST, cursor)
        return page.map(lambda key: str(key["pk"]).removeprefix(_PREFIX))

    def _put(self, message: Outgoing) -> Update:
        """An update, not a put: whoever is at an older one keeps hold of it, so that the newer one
        is said after it and not beside it.
        """
        return Update({**values(message), **self._unsaid.indexed(message.due)})

    def _put_held(self, message: Outgoing) -> Update:
        held = {"held": message.due}
        return Update({**values(message), **self._unsaid.indexed(message.due), **held})


def _held(message: Outgoing) -> Condition:
    """By this very attempt."""
    return Condition("held = :until", {"until": message.due})


def _key(id: str) -> Keys:
    return {"pk": f"{_PREFIX}{id}"}
