"""The last verdict of each budget, and which budgets hang on which topic and key.

Beside a budget's verdict stands one small item for each topic and key, in that one's partition; all
change in one transaction. So a change of a key finds the budgets to check again without a scan.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.findings import Status
from bot.core.model import Spend
from bot.errors import StoreError
from bot.store import records
from bot.store.attributes import Value, attributes, encode, parse
from bot.store.calls import Pause, reaching, transact
from bot.store.paging import Page, Question, everything, fetch
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_UNSEEN = "attribute_not_exists(pk)"
_AS_SEEN = "checked_at = :seen"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LastVerdict:
    """What the last check of a budget said. `code` is that of the finding that leads, "" for OK;
    `topics` and `keys` are ARNs. `spend` is None where it could not be read, and in old records.
    """

    account: str
    budget: str
    verdict: Status
    code: str
    checked_at: datetime
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    spend: Spend | None = None


@dataclass(frozen=True, slots=True)
class Hanging:
    """A budget that hangs on a topic or key."""

    account: str
    budget: str


class Verdicts:
    """The last verdicts of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        self._client = client
        self._table = tables.verdicts
        self._pause = pause

    def put(self, verdict: LastVerdict) -> bool:
        """Keep it, unless a later check has been kept already: then False."""
        for _ in range(_ATTEMPTS):
            was = self.get(verdict.account, verdict.budget)
            if was and was.checked_at > verdict.checked_at:
                return False
            if not transact(self._client, (self._table,), self._writes(was, verdict), self._pause):
                return True
        raise StoreError(self._table, f"is busy with {verdict.budget!r}: check it again.")

    def get(self, account: str, budget: str) -> LastVerdict | None:
        """The budget's last verdict; None where it was never checked."""
        with reaching(self._table):
            answer = self._client.get_item(
                TableName=self._table, Key=_key(account, budget), ConsistentRead=True
            )
        found = answer.get("Item")
        return parse(self._table, LastVerdict, found) if found else None

    def of_account(self, account: str, limit: int = 100, cursor: str = "") -> Page[LastVerdict]:
        """One page of an account's budgets, by name. UsageError for a cursor that is none."""
        question = Question(self._table, "pk", records.of_account(account), ("sk",))
        page = fetch(self._client, question, limit, cursor)
        found = tuple(parse(self._table, LastVerdict, item) for item in page.items)
        return Page(found, page.cursor)

    def on_topic(self, arn: str) -> tuple[Hanging, ...]:
        """The budgets whose alerts went to this topic when they were last checked."""
        return self._hanging(f"topic:{arn}")

    def on_key(self, arn: str) -> tuple[Hanging, ...]:
        """The budgets whose topics were encrypted with this key when they were last checked."""
        return self._hanging(f"key:{arn}")

    def _hanging(self, partition: str) -> tuple[Hanging, ...]:
        found = everything(self._client, Question(self._table, "pk", partition, ("sk",)))
        return tuple(parse(self._table, Hanging, item) for item in found)

    def _writes(self, was: LastVerdict | None, now: LastVerdict) -> list[TransactWriteItemTypeDef]:
        """The verdict, if nobody has kept another since, and the links that differ."""
        before, after = (_links(was) if was else set()), _links(now)
        put: TransactWriteItemTypeDef = {
            "Put": {
                "TableName": self._table,
                "Item": {**attributes(now), **_key(now.account, now.budget)},
                "ConditionExpression": _AS_SEEN if was else _UNSEEN,
            }
        }
        if was:
            put["Put"]["ExpressionAttributeValues"] = {":seen": encode(was.checked_at)}
        return [
            put,
            *(self._link(partition, now) for partition in sorted(after - before)),
            *(self._unlink(partition, now) for partition in sorted(before - after)),
        ]

    def _link(self, partition: str, verdict: LastVerdict) -> TransactWriteItemTypeDef:
        hanging = attributes(Hanging(verdict.account, verdict.budget))
        item = {**hanging, **_link_key(partition, verdict)}
        return {"Put": {"TableName": self._table, "Item": item}}

    def _unlink(self, partition: str, verdict: LastVerdict) -> TransactWriteItemTypeDef:
        return {"Delete": {"TableName": self._table, "Key": _link_key(partition, verdict)}}


def _key(account: str, budget: str) -> dict[str, Value]:
    return {"pk": encode(records.of_account(account)), "sk": encode(f"budget:{budget}")}


def _links(verdict: LastVerdict) -> set[str]:
    return {f"topic:{arn}" for arn in verdict.topics} | {f"key:{arn}" for arn in verdict.keys}


def _link_key(partition: str, verdict: LastVerdict) -> dict[str, Value]:
    budget = records.of_budget(verdict.account, verdict.budget)
    return {"pk": encode(partition), "sk": encode(budget)}
