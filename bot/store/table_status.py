"""How the tables stand: for `doctor`, which only looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store.calls import reaching
from bot.store.tables import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class TableStatus:
    """A table as DynamoDB describes it: `keys` by name, "" for the table's own, else the index's.

    `ttl` is the attribute that holds the time to live, where it is enabled.
    """

    status: str
    keys: dict[str, tuple[str, ...]]
    ttl: str
    protected: bool


def table_status(client: DynamoDBClient, table: Table) -> TableStatus | None:
    """How a table stands; None where there is none. Raises StoreError where AWS does not say."""
    with reaching(table.name):
        try:
            shown = client.describe_table(TableName=table.name)["Table"]
        except client.exceptions.ResourceNotFoundException:
            return None
        life = client.describe_time_to_live(TableName=table.name)["TimeToLiveDescription"]
    keys = {"": tuple(key["AttributeName"] for key in shown["KeySchema"])}
    for index in shown.get("GlobalSecondaryIndexes", ()):
        keys[index["IndexName"]] = tuple(key["AttributeName"] for key in index["KeySchema"])
    enabled = life.get("TimeToLiveStatus") in {"ENABLED", "ENABLING"}
    return TableStatus(
        status=shown["TableStatus"],
        keys=keys,
        ttl=life.get("AttributeName", "") if enabled else "",
        protected=bool(shown.get("DeletionProtectionEnabled")),
    )


def recoverable(client: DynamoDBClient, table: Table) -> bool:
    """Whether point-in-time recovery is on. Raises StoreError where AWS does not say."""
    with reaching(table.name):
        shown = client.describe_continuous_backups(TableName=table.name)
    recovery = shown["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
    return recovery.get("PointInTimeRecoveryStatus") == "ENABLED"
