"""Tables that are kept: after a reset they are there again, with nothing of what came later."""

import subprocess
from typing import Any

import pytest

from bot.store.tables import Tables, create_missing
from playground.aws.process import ROOT
from tests.conftest import EmbeddedAws

TABLES = Tables.prefixed("kept")
ITEM = {"pk": {"S": "change:1"}}
_REAPED = """
from ministack.services import dynamodb
from playground.aws.server import tables
from playground.aws.server.plane import Plane

item = {"pk": {"S": "lease"}, "ttl": {"N": "1"}}
if INSTALLED:
    tables.install(Plane())
dynamodb._tables.set_scoped("1" * 12, "eu-west-1", "leases", {"items": {"lease": {"": item}}})
enabled = {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}
dynamodb._ttl_settings.set_scoped("1" * 12, "eu-west-1", "leases", enabled)
removed, rounds = [], iter([None])
dynamodb._remove_item = lambda table, *key: removed.append(key)
dynamodb.time.sleep = lambda _: next(rounds)
try:
    dynamodb._ttl_reaper()
except StopIteration:
    print(removed)
"""
"""One round of what deletes by the time to live; the table is ministack's own."""


@pytest.fixture
def dynamodb(embedded_aws: EmbeddedAws) -> Any:
    return embedded_aws.client("dynamodb")


def tables(dynamodb: Any) -> list[str]:
    found: list[str] = dynamodb.list_tables()["TableNames"]
    return found


def items(dynamodb: Any) -> list[Any]:
    found: list[Any] = dynamodb.scan(TableName=TABLES.changes)["Items"]
    return found


def test_they_come_back_as_they_were_kept(embedded_aws: EmbeddedAws, dynamodb: Any) -> None:
    create_missing(dynamodb, TABLES)
    described = dynamodb.describe_table(TableName=TABLES.log)["Table"]
    embedded_aws.control.keep_tables("test")
    dynamodb.put_item(TableName=TABLES.changes, Item=ITEM)

    embedded_aws.reset()
    assert tables(dynamodb) == []
    assert embedded_aws.control.bring_tables("test")
    assert create_missing(dynamodb, TABLES) == () and items(dynamodb) == []
    assert dynamodb.describe_table(TableName=TABLES.log)["Table"] == described
    lives = dynamodb.describe_time_to_live(TableName=TABLES.leases)["TimeToLiveDescription"]
    assert lives == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}


def test_what_is_written_into_them_is_not_kept(embedded_aws: EmbeddedAws, dynamodb: Any) -> None:
    create_missing(dynamodb, TABLES)
    embedded_aws.control.keep_tables("test")
    for _ in range(2):
        embedded_aws.reset()
        embedded_aws.control.bring_tables("test")
        assert items(dynamodb) == []
        dynamodb.put_item(TableName=TABLES.changes, Item=ITEM)
        assert items(dynamodb) == [ITEM]


def test_a_name_that_nobody_gave_brings_nothing(embedded_aws: EmbeddedAws, dynamodb: Any) -> None:
    assert not embedded_aws.control.bring_tables("nobody's")
    assert tables(dynamodb) == []


@pytest.mark.parametrize(("installed", "removed"), [(False, "[('lease', '')]"), (True, "[]")])
def test_no_item_goes_by_its_time_to_live(installed: bool, removed: str) -> None:
    code = _REAPED.replace("INSTALLED", str(installed))
    python = ROOT / ".venv-aws" / "bin" / "python"
    done = subprocess.run(
        [python, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == removed
