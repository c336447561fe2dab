"""What one cause turned, to be told in one message: its members, and where the message stands.

They lie beside the verdicts, as the resource changes do. A member is written once for each budget,
under its notice; the notice's own item says who is posting and what the post shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.verdict_change import AffectedBudget
from bot.store import records
from bot.store.attributes import epoch
from bot.store.expressions import seen
from bot.store.pages import Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class BatchedNotice:
    """One message: in `channel`, or in the thread under `thread` there.

    `posting` is until when an attempt may be posting it, `ts` its own once Slack has told it.
    `shown` names what it shows, "" for nothing yet, and `acted` is when it was last drawn. `told`
    are short names of the members that somebody was notified of, or is by the post that is begun.
    `version` rises by one with each step.
    """

    id: str
    channel: str
    thread: str
    began: datetime
    posting: datetime | None = None
    ts: str = ""
    shown: str = ""
    acted: datetime | None = None
    told: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class _Sentence:
    says: str


@dataclass(frozen=True, slots=True)
class _Latest:
    at: datetime


class BatchedNotices:
    """The groups of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        table = definitions(tables).verdicts
        self._groups = Repository(client, table, BatchedNotice)
        self._members = Repository(client, table, AffectedBudget)
        self._notices = Repository(client, table, _Sentence)
        self._latest = Repository(client, table, _Latest)

    def add(self, batch: BatchedNotice, affected: AffectedBudget) -> None:
        """Keep the member, and the notice where it is the first. Once more changes nothing."""
        under = f"member:{records.of_budget(affected.account, affected.budget)}"
        self._members.put(_keys(batch, under), affected)
        self._groups.put_new(_keys(batch, "group"), batch)

    def note(self, batch: BatchedNotice, says: str) -> None:
        """A notice without members, which says something else. Once more changes nothing."""
        self._notices.put(_keys(batch, "notice"), _Sentence(says))
        self._groups.put_new(_keys(batch, "group"), batch)

    def notice(self, id: str) -> str:
        """What `note` was given; "" for a notice of budgets."""
        found = self._notices.get(_key(id, "notice"))
        return found.says if found else ""

    def called(self, batch: BatchedNotice, at: datetime) -> None:
        """A job was left that tells the notice, for a member that was added `at`."""
        self._latest.put(_keys(batch, "latest"), _Latest(at))

    def latest(self, id: str) -> datetime | None:
        """When the last of its members that has a job was added."""
        found = self._latest.get(_key(id, "latest"))
        return found.at if found else None

    def get(self, id: str) -> BatchedNotice | None:
        """The notice; None where nothing was added to it, or long ago."""
        return self._groups.get(_key(id, "group"))

    def step(self, was: BatchedNotice, now: BatchedNotice) -> BatchedNotice | None:
        """Keep it, if it still is as it was seen; None where it has moved on meanwhile."""
        new = replace(now, version=was.version + 1)
        kept = self._groups.put(_keys(new, "group"), new, seen(version=was.version))
        return new if kept else None

    def members(self, id: str) -> tuple[AffectedBudget, ...]:
        """Every budget of it, by account and name."""
        of_it, values = "begins_with(sk, :member)", {"member": "member:"}
        return self._members.all(Question(_partition(id), where=of_it, values=values))


def _keys(batch: BatchedNotice, under: str) -> Keys:
    return {**_key(batch.id, under), "ttl": epoch(batch.began + KEPT)}


def _key(id: str, under: str) -> Keys:
    return {"pk": _partition(id), "sk": under}


def _partition(id: str) -> str:
    return f"group:{id}"
