"""Leases: one change at a time on each resource (neither SNS nor KMS has an etag).

A lease whose time is over can be taken over at once: its own attribute says so, never DynamoDB's
deletion by time to live, which can be days late. Each taking has a claim of its own, so a second
delivery of a job does not hold what the first one took.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.attributes import SCHEMA, Item, Value, encode, stamp
from bot.store.calls import Pause, reaching, transact
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_FREE = "0"  # sorts before every time
_REMEMBERED = timedelta(days=30)
_MINE = "claim = :claim"


@dataclass(frozen=True, slots=True)
class Lease:
    """What a holder holds until `until`. `fences` is each resource's counter: it rises with every
    taking, so of two who both believe that they hold a resource the higher one is right.
    """

    holder: str
    claim: str
    until: datetime
    fences: Mapping[str, int]

    @property
    def resources(self) -> tuple[str, ...]:
        """What is held, sorted."""
        return tuple(self.fences)


class Leases:
    """The leases of every resource."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        self._client = client
        self._table = tables.leases
        self._pause = pause

    def take(
        self, resources: Iterable[str], holder: str, now: datetime, seconds: float
    ) -> Lease | None:
        """Hold all of the resources until `seconds` after `now`, or None and none of them.

        A lease that still runs is not taken twice, not even by its own holder: `renew` is for that.
        Raises StoreError; after a StoreSilentError what was taken frees itself when its time is up.
        """
        lease = Lease(holder, uuid.uuid4().hex, now + timedelta(seconds=seconds), {})
        wanted = sorted(set(resources))
        if self._transact([self._taking(arn, lease, now) for arn in wanted]):
            return None
        taken = {arn: self._read(arn) for arn in wanted}
        if any(item.get("claim") != encode(lease.claim) for item in taken.values()):
            return None  # it ran out, and was taken over, before this could be read
        return replace(lease, fences={arn: _fence(item) for arn, item in taken.items()})

    def renew(self, lease: Lease, now: datetime, seconds: float) -> Lease | None:
        """The same lease until `seconds` after `now`; None where any of it has been taken over."""
        longer = replace(lease, until=now + timedelta(seconds=seconds))
        if self._transact([self._update(arn, longer, _MINE) for arn in lease.resources]):
            return None
        return longer

    def release(self, lease: Lease) -> bool:
        """Free what the lease still holds; False where any of it had been taken over."""
        freed = [self._free(arn, lease) for arn in lease.resources]
        return all(freed)

    def holders(self, resources: Iterable[str], now: datetime) -> Mapping[str, str]:
        """Who holds which of the resources, by ARN; a free one is left out."""
        found = {arn: self._read(arn) for arn in sorted(set(resources))}
        held = {arn: item for arn, item in found.items() if item and _until(item) > stamp(now)}
        return {arn: str(item["holder"]["S"]) for arn, item in held.items()}

    def _taking(self, arn: str, lease: Lease, now: datetime) -> TransactWriteItemTypeDef:
        """The own claim is let in: botocore repeats a request whose answer was lost."""
        free = f"attribute_not_exists(pk) OR #until <= :now OR {_MINE}"
        sets = ", holder = :holder, claim = :claim, fence = if_not_exists(fence, :zero) + :one"
        values = {":now": encode(now), ":one": encode(1), ":zero": encode(0)}
        return self._update(arn, lease, free, sets, {**values, ":holder": encode(lease.holder)})

    def _update(
        self,
        arn: str,
        lease: Lease,
        condition: str,
        sets: str = "",
        values: Mapping[str, Value] | None = None,
    ) -> TransactWriteItemTypeDef:
        """An update that moves the lease's end, and sets what else is named."""
        forget = int((lease.until + _REMEMBERED).timestamp())
        ends = {":until": encode(lease.until), ":ttl": encode(forget), ":schema": encode(SCHEMA)}
        return {
            "Update": {
                "TableName": self._table,
                "Key": {"pk": encode(arn)},
                "UpdateExpression": f"SET #until = :until, #ttl = :ttl, #schema = :schema{sets}",
                "ConditionExpression": condition,
                "ExpressionAttributeNames": {n: n[1:] for n in ("#until", "#ttl", "#schema")},
                "ExpressionAttributeValues": {
                    ":claim": encode(lease.claim),
                    **ends,
                    **(values or {}),
                },
            }
        }

    def _transact(self, items: Sequence[TransactWriteItemTypeDef]) -> tuple[str, ...]:
        return transact(self._client, (self._table,), items, self._pause)

    def _free(self, arn: str, lease: Lease) -> bool:
        with reaching(self._table):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key={"pk": encode(arn)},
                    UpdateExpression="SET #until = :free",
                    ConditionExpression=_MINE,
                    ExpressionAttributeNames={"#until": "until"},
                    ExpressionAttributeValues={
                        ":claim": encode(lease.claim),
                        ":free": encode(_FREE),
                    },
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def _read(self, arn: str) -> Item:
        with reaching(self._table):
            answer = self._client.get_item(
                TableName=self._table, Key={"pk": encode(arn)}, ConsistentRead=True
            )
        return answer.get("Item", {})


def still_held(tables: Tables, lease: Lease) -> list[TransactWriteItemTypeDef]:
    """Conditions for somebody else's transaction: the lease has not been taken over."""
    return [
        {
            "ConditionCheck": {
                "TableName": tables.leases,
                "Key": {"pk": encode(arn)},
                "ConditionExpression": _MINE,
                "ExpressionAttributeValues": {":claim": encode(lease.claim)},
            }
        }
        for arn in lease.resources
    ]


def _fence(item: Item) -> int:
    return int(str(item["fence"]["N"]))


def _until(item: Item) -> str:
    return str(item["until"]["S"])
