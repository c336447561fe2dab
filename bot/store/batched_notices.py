"""What one cause turned, to be told in one message: its members, and where the message stands.

They lie beside the verdicts, as the resource changes do. A member is written once for each budget,
under its notice, together with the message of the outbox that tells it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.act import Act
from bot.core.outgoing import Outgoing
from bot.core.reference import reference_of
from bot.core.verdict_change import AffectedBudget
from bot.store import records
from bot.store.attributes import epoch
from bot.store.calls import Pause, transact
from bot.store.expressions import Condition, seen
from bot.store.outbox import Outbox
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class BatchedNotice:
    """One message: in `channel`, or in the thread under `thread` there, with `broadcast` as a post
    that the channel shows too.

    `ts` is its own once Slack has told it, `acted` when it was last drawn. `told` are short names
    of the members that somebody was notified of, `begun` of those whom a post that is begun shows:
    it may be there. `broke` and `mended` are who it was, once that is known; `maybe` the acts of
    which one broke it, where several can have. `version` rises by one with each step. `belongs` is
    the channel where a route would have it, which took no post, and `refusal` Slack's code for why.
    """

    id: str
    channel: str
    thread: str
    began: datetime
    ts: str = ""
    acted: datetime | None = None
    told: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    broke: Act | None = None
    mended: Act | None = None
    broadcast: bool = False
    belongs: str = ""
    refusal: str = ""
    version: int = 1
    maybe: tuple[Act, ...] = ()

    @property
    def broke_by(self) -> tuple[Act, ...]:
        """The act that broke it, or those of which one did."""
        return (self.broke,) if self.broke else self.maybe


@dataclass(frozen=True, slots=True)
class _Sentence:
    says: str


@dataclass(frozen=True, slots=True)
class _Post:
    id: str


class BatchedNotices:
    """The notices of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        table = definitions(tables).verdicts
        self._groups = Repository(client, table, BatchedNotice)
        self._members = Repository(client, table, AffectedBudget)
        self._notices = Repository(client, table, _Sentence)
        self._posts = Repository(client, table, _Post)
        self._outbox = Outbox(client, tables)
        self._client = client
        self._pause = pause

    def add(self, batch: BatchedNotice, affected: AffectedBudget, message: Outgoing) -> bool:
        """Keep the member and the message that tells it, and the notice where it is the first.

        False where that is so already, or it turned again since: then nothing is changed.
        """
        self._groups.put_new(_keys(batch, "group"), batch)
        under = f"member:{records.of_budget(affected.account, affected.budget)}"
        newer = Condition("attribute_not_exists(pk) OR #at < :at", {"at": affected.at})
        writes = [
            self._members.transact_put(_keys(batch, under), affected, newer),
            *self._index(batch, affected),
            *self._outbox.transact_puts([message]),
        ]
        return not transact(self._client, writes, self._pause)

    def sentence(self, id: str) -> str:
        """What the version before kept to be said instead of members; "" where there are some."""
        found = self._notices.get(_key(id, "notice"))
        return found.says if found else ""

    def get(self, id: str) -> BatchedNotice | None:
        """The notice; None where nothing was added to it, or long ago."""
        return self._groups.get(_key(id, "group"))

    def step(self, was: BatchedNotice, now: BatchedNotice) -> BatchedNotice | None:
        """Keep it, if it still is as it was seen; None where it has moved on meanwhile."""
        new = replace(now, version=was.version + 1)
        kept = self._groups.put(_keys(new, "group"), new, seen(version=was.version))
        return new if kept else None

    def _index(
        self, batch: BatchedNotice, affected: AffectedBudget
    ) -> Iterator[TransactWriteItemTypeDef]:
        """A budget's posts stand with its threads; another sender's subject has none."""
        if reference_of(affected.budget):
            keys: Keys = {
                "pk": _posts_of(affected.account, affected.budget),
                "sk": f"notice:{batch.id}",
                "ttl": epoch(batch.began + KEPT),
            }
            yield self._posts.transact_put(keys, _Post(batch.id))

    def of_subject(self, account: str, reference: str) -> tuple[str, ...]:
        """The ids of the notices that tell of it."""
        found = self._posts.all(Question(_posts_of(account, reference)))
        return tuple(one.id for one in found)

    def members(self, id: str) -> tuple[AffectedBudget, ...]:
        """Every budget of it, by account and name."""
        of_it, values = "begins_with(sk, :member)", {"member": "member:"}
        return self._members.all(Question(_partition(id), where=of_it, values=values))


def _keys(batch: BatchedNotice, under: str) -> Keys:
    return {**_key(batch.id, under), "ttl": epoch(batch.began + KEPT)}


def _key(id: str, under: str) -> Keys:
    return {"pk": _partition(id), "sk": under}


def _posts_of(account: str, reference: str) -> str:
    return f"notices:{records.of_budget(account, reference)}"


def _partition(id: str) -> str:
    return f"group:{id}"
