"""What one cause turned, to be told in one message: its members, and where the message stands.

They lie beside the verdicts, as the touches do. A member is written once for each budget, under its
group; the group's own item says who is posting and what the post shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.turn import Member
from bot.store import records
from bot.store.attributes import Item, Value, attributes, encode, parse
from bot.store.calls import reaching
from bot.store.paging import Question, everything
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutItemInputTypeDef

KEPT = timedelta(days=60)
_UNSEEN = "attribute_not_exists(pk)"
_AS_SEEN = "version = :seen"


@dataclass(frozen=True, slots=True)
class Group:
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
class _Notice:
    says: str


@dataclass(frozen=True, slots=True)
class _Latest:
    at: datetime


class Groups:
    """The groups of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._client = client
        self._table = tables.verdicts

    def add(self, group: Group, member: Member) -> None:
        """Keep the member, and the group where it is the first. Once more changes nothing."""
        under = f"member:{records.of_budget(member.account, member.budget)}"
        self._put(group, under, attributes(member))
        self._put(group, "group", attributes(group), _UNSEEN)

    def note(self, group: Group, says: str) -> None:
        """A group without members, which says something else. Once more changes nothing."""
        self._put(group, "notice", attributes(_Notice(says)))
        self._put(group, "group", attributes(group), _UNSEEN)

    def notice(self, id: str) -> str:
        """What `note` was given; "" for a group of budgets."""
        item = self._get(id, "notice")
        return parse(self._table, _Notice, item).says if item else ""

    def called(self, group: Group, at: datetime) -> None:
        """A job was left that tells the group, for a member that was added `at`."""
        self._put(group, "latest", attributes(_Latest(at)))

    def latest(self, id: str) -> datetime | None:
        """When the last of its members that has a job was added."""
        item = self._get(id, "latest")
        return parse(self._table, _Latest, item).at if item else None

    def get(self, id: str) -> Group | None:
        """The group; None where nothing was added to it, or long ago."""
        item = self._get(id, "group")
        return parse(self._table, Group, item) if item else None

    def step(self, was: Group, now: Group) -> Group | None:
        """Keep it, if it still is as it was seen; None where it has moved on meanwhile."""
        new = replace(now, version=was.version + 1)
        seen = {":seen": encode(was.version)}
        return new if self._put(new, "group", attributes(new), _AS_SEEN, seen) else None

    def members(self, id: str) -> tuple[Member, ...]:
        """Every budget of it, by account and name."""
        question = Question(
            self._table,
            "pk",
            _partition(id),
            ("sk",),
            where="begins_with(sk, :member)",
            values={":member": "member:"},
        )
        found = everything(self._client, question)
        return tuple(parse(self._table, Member, item) for item in found)

    def _get(self, id: str, under: str) -> Item:
        with reaching(self._table):
            answer = self._client.get_item(
                TableName=self._table,
                Key={"pk": encode(_partition(id)), "sk": encode(under)},
                ConsistentRead=True,
            )
        return answer.get("Item") or {}

    def _put(
        self,
        group: Group,
        under: str,
        fields: Mapping[str, Value],
        condition: str = "",
        values: Mapping[str, Value] | None = None,
    ) -> bool:
        item = {
            **fields,
            "pk": encode(_partition(group.id)),
            "sk": encode(under),
            "ttl": encode(int((group.began + KEPT).timestamp())),
        }
        wanted: PutItemInputTypeDef = {"TableName": self._table, "Item": item}
        if condition:
            wanted["ConditionExpression"] = condition
        if values:
            wanted["ExpressionAttributeValues"] = values
        with reaching(self._table):
            try:
                self._client.put_item(**wanted)
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True


def _partition(id: str) -> str:
    return f"group:{id}"
