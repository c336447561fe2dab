"""Tables that are kept: after a reset they are there again, with nothing of what came later."""

from typing import Any

import pytest

from bot.store.tables import Tables, create_missing
from tests.conftest import EmbeddedAws

TABLES = Tables.prefixed("kept")
ITEM = {"pk": {"S": "change:1"}}


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
