"""Making the tables, and saying which are missing."""

import json
import shlex
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import StoreError
from bot.store.tables import Tables, commands, create_missing, definitions, missing
from tests.conftest import EmbeddedAws

TABLES = Tables("c", "l", "log-of-it", "v", "a", "t").prefixed("bc")
NAMES = ("bc-changes", "bc-leases", "bc-log", "bc-verdicts", "bc-answers", "bc-threads")


def test_what_is_missing_is_made_and_nothing_twice(embedded_aws: EmbeddedAws) -> None:
    client = embedded_aws.client("dynamodb")
    assert missing(client, TABLES) == NAMES
    assert create_missing(client, TABLES) == NAMES
    assert missing(client, TABLES) == ()
    assert create_missing(client, TABLES) == ()

    client.delete_table(TableName="bc-log")
    assert missing(client, TABLES) == ("bc-log",)
    assert create_missing(client, TABLES) == ("bc-log",)


def test_the_tables_are_paid_by_request_and_three_have_a_time_to_live(
    embedded_aws: EmbeddedAws,
) -> None:
    client = embedded_aws.client("dynamodb")
    create_missing(client, TABLES)
    for name in NAMES:
        table = client.describe_table(TableName=name)["Table"]
        assert table["TableStatus"] == "ACTIVE"
        assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        ttl = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        assert ttl["TimeToLiveStatus"] == (
            "ENABLED" if name in {"bc-leases", "bc-answers", "bc-verdicts"} else "DISABLED"
        )


def test_two_processes_may_start_at_once(embedded_aws: EmbeddedAws) -> None:
    client = embedded_aws.client("dynamodb")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: create_missing(client, TABLES), range(4)))
    assert missing(client, TABLES) == ()


def test_the_commands_for_a_hand_make_the_same_tables() -> None:
    lines = [shlex.split(line) for line in commands(TABLES)]
    made = [json.loads(words[-1]) for words in lines if words[2] == "create-table"]
    assert made == [table.create() for table in definitions(TABLES)]
    assert any("update-time-to-live" in words and "bc-leases" in words for words in lines)


def test_a_refusal_is_not_taken_for_a_missing_table(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("dynamodb", "DescribeTable", code="AccessDeniedException", message="no")
    with pytest.raises(StoreError, match="bc-changes is closed to budget-check's role"):
        missing(embedded_aws.client("dynamodb"), TABLES)
