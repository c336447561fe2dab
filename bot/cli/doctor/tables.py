"""Are the tables there, with their keys, indexes and time to live?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.doctor._finding import DoctorFinding, fine, unknown, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.tables import USUAL
from bot.errors import StoreError
from bot.store.table_status import TableStatus, recoverable, table_status
from bot.store.tables import Table, Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TITLE = "Tables"
PLACE = 80


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each table against its definition."""
    prefix = setup.settings.tables_prefix or (USUAL if setup.settings.on_loopback else "")
    if not prefix:
        if not setup.stage:
            says = "TABLES_PREFIX is not set: `serve` only reads, and prints how to make them."
            yield fine("tables", says)
        return
    client = setup.clients.dynamodb
    if client is None:
        yield unknown(prefix, "The tables are in some Region, and none is known.", "Name it first.")
        return
    for table in definitions(Tables.prefixed(prefix)):
        try:
            yield from _one(setup, client, table)
        except StoreError as error:
            says = str(error).removeprefix(f"The table {table.name} ")
            do = "Allow dynamodb:DescribeTable, DescribeTimeToLive and DescribeContinuousBackups."
            yield unknown(table.name, says, do)


def _one(setup: Setup, client: DynamoDBClient, table: Table) -> Iterator[DoctorFinding]:
    found = table_status(client, table)
    problem = "is not there." if found is None else _problem(found, table)
    if problem:
        yield wrong(table.name, problem, _make(setup))
        return
    if found and setup.stage:
        yield from _safe(setup, client, found, table)
    else:
        yield fine(table.name, "there, active, with its keys.")


def _problem(found: TableStatus, table: Table) -> str:
    wanted = {"": table.keys, **{index.name: index.keys for index in table.indexes}}
    if found.status != "ACTIVE":
        return f"is in state {found.status}."
    for index, keys in wanted.items():
        which = f"its index {index}" if index else "it"
        if index not in found.keys:
            return f"lacks the index {index}."
        if found.keys[index] != keys:
            have = " and ".join(found.keys[index])
            return f"has other keys: {which} has {have}, and needs {' and '.join(keys)}."
    if found.ttl != table.ttl and table.ttl:
        return f"has no time to live on the attribute {table.ttl}: it grows without end."
    return ""


def _safe(
    setup: Setup, client: DynamoDBClient, found: TableStatus, table: Table
) -> Iterator[DoctorFinding]:
    lacking = [] if found.protected else ["deletion protection"]
    if not recoverable(client, table):
        lacking.append("point-in-time recovery")
    if lacking:
        says = f"works, without {' and '.join(lacking)}."
        yield warning(table.name, says, setup.deploy_again)
    else:
        yield fine(table.name, "there, active, with its keys, protected and recoverable.")


def _make(setup: Setup) -> str:
    if setup.stage:
        return setup.deploy_again
    return "`serve` without TABLES_PREFIX prints the commands that make the tables."
