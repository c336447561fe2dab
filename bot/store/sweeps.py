"""The sweeps: one at a time for each account, and when the last one was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.attributes import Value, attributes, encode, parse
from bot.store.calls import reaching
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OVER_AFTER = timedelta(hours=3)
"""A sweep that has not ended by then has lost its job."""


@dataclass(frozen=True, slots=True)
class Blind:
    """An account that could not be read: the sweep that found it so, and told it, and why."""

    sweep: str
    says: str


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """The latest sweep of an account; `last` is when one was last done to its end.

    `blind` is there from the first sweep that could not read the account until one that could.
    """

    account: str
    id: str
    began: datetime
    running: bool
    last: datetime | None = None
    blind: Blind | None = None


class Sweeps:
    """The sweeps of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._client = client
        self._table = tables.verdicts

    def get(self, account: str) -> SweepRecord | None:
        """The account's latest; None where it was never swept."""
        with reaching(self._table):
            answer = self._client.get_item(
                TableName=self._table, Key=_key(account), ConsistentRead=True
            )
        found = answer.get("Item")
        return parse(self._table, SweepRecord, found) if found else None

    def begin(self, account: str, id: str, now: datetime) -> SweepRecord | None:
        """A new sweep; None while another one runs, and for one that has ended."""
        was = self.get(account)
        if was and was.id == id:
            return was if was.running else None
        if was and was.running and now - was.began < OVER_AFTER:
            return None
        new = SweepRecord(account, id, now, running=True)
        if was:
            new = replace(new, last=was.last, blind=was.blind)
        return new if self._put(new, was) else None

    def blinded(self, sweep: SweepRecord, why: str) -> SweepRecord | None:
        """It cannot be read: as the record is then. None where another sweep has begun since."""
        new = replace(sweep, blind=sweep.blind or Blind(sweep.id, why))
        return new if self._put(new, sweep) else None

    def end(self, sweep: SweepRecord, now: datetime, *, done: bool) -> bool:
        """It is over; `done` where it saw every budget. False where another has begun since."""
        over = replace(sweep, running=False)
        return self._put(replace(over, last=now, blind=None) if done else over, sweep)

    def _put(self, new: SweepRecord, was: SweepRecord | None) -> bool:
        item = {**attributes(new), **_key(new.account)}
        with reaching(self._table):
            try:
                if was is None:
                    self._client.put_item(
                        TableName=self._table,
                        Item=item,
                        ConditionExpression="attribute_not_exists(pk)",
                    )
                else:
                    self._client.put_item(
                        TableName=self._table,
                        Item=item,
                        ConditionExpression="id = :id AND running = :running",
                        ExpressionAttributeValues={
                            ":id": encode(was.id),
                            ":running": encode(was.running),
                        },
                    )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True


def _key(account: str) -> dict[str, Value]:
    return {"pk": encode(f"sweep:{account}"), "sk": encode("sweep")}
