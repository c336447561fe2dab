"""The append-only log: order, pages, and that nothing is ever changed."""

import inspect
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Generic

import pytest

from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.errors import UsageError
from bot.store import log as module
from bot.store.pages import Page
from bot.store.table import AppendOnly
from tests.conftest import EmbeddedAws
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, action, brought_to

SECOND = timedelta(seconds=1)


def ids(page: Page[LogRecord]) -> list[str]:
    return [record.id for record in page.items]


def test_a_record_is_written_once_and_emitted_once(store: Store) -> None:
    record = action("a1", before="{}", after='{"a": 1}')
    assert store.log.put(record) is True
    assert store.log.put(replace(record, at=NOW + SECOND, why="changed")) is False
    assert store.log.of_change("c1") == (record,)
    (line,) = store.lines
    assert line["event"] == "action"
    assert (line["at"], line["after"]) == ("2026-03-01T09:00:00.123456Z", '{"a": 1}')
    assert json.loads(json.dumps(line)) == line


def test_newest_first_for_the_budget_and_the_account(store: Store) -> None:
    for number, budget in enumerate([BUDGET, "other", BUDGET]):
        store.log.put(action(f"a{number}", at=NOW + number * SECOND, budget=budget))
    store.log.put(action("elsewhere", account="222222222222"))

    assert ids(store.log.of_budget(ACCOUNT, BUDGET)) == ["a2", "a0"]
    assert ids(store.log.of_account(ACCOUNT)) == ["a2", "a1", "a0"]
    assert ids(store.log.of_account("222222222222")) == ["elsewhere"]
    assert ids(store.log.of_account("333333333333")) == []


def test_a_budget_is_not_taken_for_one_whose_name_begins_alike(store: Store) -> None:
    store.log.put(action("a1", budget="cost"))
    store.log.put(action("a2", budget="cost all", change=""))
    store.log.put(action("a3", budget="", change=""))
    assert ids(store.log.of_budget(ACCOUNT, "cost")) == ["a1"]
    assert ids(store.log.of_budget(ACCOUNT, "")) == ["a3"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_hold_each_record_once_in_one_order_though_all_share_an_instant(
    store: Store, size: int
) -> None:
    for number in range(7):
        store.log.put(action(f"a{number}", f"c{number % 3}" if number else ""))

    seen: list[str] = []
    page = store.log.of_account(ACCOUNT, size)
    while True:
        seen += ids(page)
        if not page.cursor:
            break
        assert len(page.items) == size
        page = store.log.of_account(ACCOUNT, size, page.cursor)

    assert seen == [f"a{number}" for number in reversed(range(7))]


def test_records_that_come_meanwhile_do_not_shift_the_next_page(store: Store) -> None:
    for number in range(4):
        store.log.put(action(f"a{number}", at=NOW + number * SECOND))
    first = store.log.of_budget(ACCOUNT, BUDGET, 2)
    store.log.put(action("new", at=NOW + 9 * SECOND))
    second = store.log.of_budget(ACCOUNT, BUDGET, 2, first.cursor)
    assert (ids(first), ids(second)) == (["a3", "a2"], ["a1", "a0"])


def test_a_cursor_stays_in_the_budget_it_is_used_for(store: Store) -> None:
    for number in range(3):
        store.log.put(action(f"a{number}", at=NOW + number * SECOND))
        store.log.put(action(f"b{number}", at=NOW + number * SECOND, budget="other"))
    cursor = store.log.of_budget(ACCOUNT, BUDGET, 1).cursor
    assert set(ids(store.log.of_budget(ACCOUNT, "other", 9, cursor))) <= {"b0", "b1", "b2"}
    assert len(cursor) < 1500  # a Slack button's value holds 2,000
    with pytest.raises(UsageError):
        store.log.of_budget(ACCOUNT, BUDGET, 1, "forged")


def test_a_page_of_large_records_is_full(store: Store) -> None:
    text = "é" * 32_768
    for number in range(12):
        store.log.put(action(f"a{number:02}", before=text, after=text))
    page = store.log.of_account(ACCOUNT, 11)
    assert len(page.items) == 11
    assert page.items[0].before == text
    assert ids(store.log.of_account(ACCOUNT, 11, page.cursor)) == ["a00"]


def _touches_log(operation: str, sent: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Each touch of the log in one call: the operation, and whether it is conditional."""
    if operation == "TransactWriteItems":
        writes = [(kind, write) for item in sent["TransactItems"] for kind, write in item.items()]
    else:
        writes = [(operation, sent)]
    condition = "attribute_not_exists(pk)"
    return [
        (kind, write.get("ConditionExpression") == condition)
        for kind, write in writes
        if write.get("TableName") == TABLES.log or TABLES.log in write.get("RequestItems", {})
    ]


def test_every_call_on_the_log_is_a_conditional_put_or_a_query(
    store: Store, embedded_aws: EmbeddedAws
) -> None:
    resource_changes: list[tuple[str, bool]] = []

    def note(params: Mapping[str, Any], model: Any, **_: object) -> None:
        resource_changes.extend(_touches_log(model.name, params))

    store.client.meta.events.register("provide-client-params.dynamodb", note)
    try:
        brought_to(store, State.UNDONE)
        store.log.put(action("a1"))
        store.log.put(action("a1"))
        store.log.of_change("c1")
        store.log.of_budget(ACCOUNT, BUDGET)
        store.log.of_account(ACCOUNT, 1)
        store.leases.take([KEY], "c1", NOW, 60)
    finally:
        store.client.meta.events.unregister("provide-client-params.dynamodb", note)

    assert {kind for kind, _ in resource_changes} == {"Put", "PutItem", "Query"}
    assert all(conditional for kind, conditional in resource_changes if kind != "Query")
    assert {call.operation for call in embedded_aws.control.calls("dynamodb")}.isdisjoint(
        {"Scan", "BatchWriteItem", "DeleteItem", "ExecuteStatement", "BatchExecuteStatement"}
    )


def test_the_code_of_the_log_knows_no_other_call() -> None:
    source = Path(str(module.__file__)).read_text()
    assert re.findall(r"_client\.\w+", source) == []
    assert re.findall(r"= (\w+)\(client", source) == ["AppendOnly"]
    base = inspect.getsource(AppendOnly)
    assert AppendOnly.__mro__[1:] == (Generic, object)
    assert set(re.findall(r"_client\.(\w+)\(", base)) == {"put_item", "query"}
    # Only what is new, whoever asks: no public method of it takes another condition.
    public = [one for name, one in vars(AppendOnly).items() if not name.startswith("_")]
    assert not any("condition" in inspect.signature(one).parameters for one in public)


def test_no_code_of_the_store_scans_or_writes_in_batches() -> None:
    room = Path(str(module.__file__)).parent
    sources = {path.name: path.read_text() for path in room.glob("*.py")}
    assert not re.search(r"batch_write|\.scan\(|execute_statement", "\n".join(sources.values()))
    # What goes one by one: what was said, and names and lists that count no more.
    assert [name for name, source in sources.items() if "delete_item" in source] == ["table.py"]
    assert "delete_item" not in inspect.getsource(AppendOnly)
    deletes = re.compile(r"self\.\w+\.delete\(")
    deleting = {name: source for name, source in sources.items() if deletes.search(source)}
    assert set(deleting) == {"budget_names.py", "organizations.py", "outbox.py"}
    assert not any(re.search(r"\.log\b", source) for source in deleting.values())


def test_a_role_that_may_only_put_and_query_is_enough(
    store: Store, embedded_aws: EmbeddedAws
) -> None:
    arn = store.client.describe_table(TableName=TABLES.log)["Table"]["TableArn"]
    may = {
        "Effect": "Allow",
        "Action": ["dynamodb:PutItem", "dynamodb:Query"],
        "Resource": [arn, f"{arn}/index/*"],
    }
    log = Store(embedded_aws.client("dynamodb", **embedded_aws.as_role("writer", may))).log

    assert log.put(action("a1")) is True
    assert log.put(action("a1")) is False
    assert log.of_change("c1") == (action("a1"),)
    assert ids(log.of_account(ACCOUNT)) == ["a1"]
