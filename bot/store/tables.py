"""The tables as data; making them on a laptop, and saying which are missing."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.store.calls import reaching

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        CreateTableInputTypeDef,
        GlobalSecondaryIndexTypeDef,
        KeySchemaElementTypeDef,
        WaiterConfigTypeDef,
    )

OPEN = "open"
BY_BUDGET = "by-budget"
BY_ACCOUNT = "by-account"


@dataclass(frozen=True, slots=True)
class Tables:
    """The names of the six tables."""

    changes: str
    leases: str
    log: str
    verdicts: str
    answers: str
    threads: str

    @classmethod
    def prefixed(cls, prefix: str) -> Tables:
        """`prefix`-changes, `prefix`-leases and so on."""
        return cls(*(f"{prefix}-{field.name}" for field in fields(cls)))


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index; `projected` empty copies every attribute."""

    name: str
    keys: tuple[str, str]
    projected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Every key is a string; `ttl` is the attribute that holds the time to live."""

    name: str
    keys: tuple[str, ...]
    indexes: tuple[Index, ...] = ()
    ttl: str = ""

    def create(self) -> CreateTableInputTypeDef:
        """What CreateTable takes."""
        names = dict.fromkeys(key for keys in self._all_keys() for key in keys)
        wanted: CreateTableInputTypeDef = {
            "TableName": self.name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in names],
            "KeySchema": _schema(self.keys),
        }
        if self.indexes:
            wanted["GlobalSecondaryIndexes"] = [_index(index) for index in self.indexes]
        return wanted

    def position(self, index: str = "") -> tuple[str, ...]:
        """What says where a Query stands: the keys of its index, if it asks one, then its own."""
        own = next((one.keys for one in self.indexes if one.name == index), ())
        return (*own, *self.keys)

    def _all_keys(self) -> Iterator[tuple[str, ...]]:
        yield self.keys
        yield from (index.keys for index in self.indexes)


class Definitions(NamedTuple):
    """The six tables, in the order of their names."""

    changes: Table
    leases: Table
    log: Table
    verdicts: Table
    answers: Table
    threads: Table


def definitions(tables: Tables) -> Definitions:
    """The six tables; what stands in them is drawn in `bot.store.table`.

    The index `open` is sparse: only what is still going on has its attributes. The log's two
    indexes hold it by time. A lease lives on for weeks after its end, for its counter must not
    start anew; an answer goes when its buttons are too old. Among the verdicts themselves none
    ever goes.
    """
    is_open = Index(OPEN, ("open", "due"))
    by_budget = Index(BY_BUDGET, ("by_budget", "order"))
    by_account = Index(BY_ACCOUNT, ("by_account", "order"))
    return Definitions(
        changes=Table(tables.changes, ("pk",), (replace(is_open, projected=("touches",)),)),
        leases=Table(tables.leases, ("pk",), ttl="ttl"),
        log=Table(tables.log, ("pk", "sk"), (by_budget, by_account)),
        verdicts=Table(tables.verdicts, ("pk", "sk"), ttl="ttl"),
        answers=Table(tables.answers, ("pk",), (by_budget,), ttl="ttl"),
        threads=Table(tables.threads, ("pk",), (is_open, by_budget)),
    )


def missing(client: DynamoDBClient, tables: Tables) -> tuple[str, ...]:
    """The names of the tables that do not exist. Raises StoreError where AWS does not say."""
    return tuple(t.name for t in definitions(tables) if not _exists(client, t.name))


def create_missing(client: DynamoDBClient, tables: Tables) -> tuple[str, ...]:
    """Make what is missing and wait until it serves; the names of what was made.

    For a laptop's embedded AWS, and safe when two processes start at once. In production the
    deployment makes the tables.
    """
    wanted = [table for table in definitions(tables) if not _exists(client, table.name)]
    for table in wanted:
        _create(client, table)
    for table in definitions(tables):
        with reaching(table.name):
            _wait(client, table)
    return tuple(table.name for table in wanted)


def commands(tables: Tables) -> tuple[str, ...]:
    """The AWS CLI commands that make the tables, for whoever has to do it by hand."""
    return tuple(line for table in definitions(tables) for line in _commands(table))


def _commands(table: Table) -> Iterator[str]:
    wanted = shlex.quote(json.dumps(table.create()))
    yield f"aws dynamodb create-table --cli-input-json {wanted}"
    if table.ttl:
        yield f"aws dynamodb wait table-exists --table-name {table.name}"
        yield (
            f"aws dynamodb update-time-to-live --table-name {table.name} "
            f"--time-to-live-specification Enabled=true,AttributeName={table.ttl}"
        )


def _exists(client: DynamoDBClient, name: str) -> bool:
    with reaching(name):
        try:
            client.describe_table(TableName=name)
        except client.exceptions.ResourceNotFoundException:
            return False
        return True


def _create(client: DynamoDBClient, table: Table) -> None:
    with reaching(table.name):
        try:
            client.create_table(**table.create())
        except client.exceptions.ResourceInUseException:
            return  # another process was quicker, and sets the time to live too
        if table.ttl:
            _wait(client, table)
            client.update_time_to_live(
                TableName=table.name,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": table.ttl},
            )


def _wait(client: DynamoDBClient, table: Table) -> None:
    config: WaiterConfigTypeDef = {"Delay": 1, "MaxAttempts": 60}
    client.get_waiter("table_exists").wait(TableName=table.name, WaiterConfig=config)


def _schema(keys: Sequence[str]) -> list[KeySchemaElementTypeDef]:
    kinds: tuple[Literal["HASH", "RANGE"], ...] = ("HASH", "RANGE")
    return [{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, kinds, strict=False)]


def _index(index: Index) -> GlobalSecondaryIndexTypeDef:
    made: GlobalSecondaryIndexTypeDef = {
        "IndexName": index.name,
        "KeySchema": _schema(index.keys),
        "Projection": {"ProjectionType": "ALL"},
    }
    if index.projected:
        made["Projection"] = {
            "ProjectionType": "INCLUDE",
            "NonKeyAttributes": list(index.projected),
        }
    return made
