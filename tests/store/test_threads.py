"""Threads: begun once, found by their place and budget, stepped by one of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import PostThread
from bot.core.outgoing import Outgoing, outgoing
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.errors import StoreError
from bot.store.attributes import stamp
from bot.store.outbox import Outbox
from bot.store.tables import Tables
from bot.store.threads import Threads
from tests.conftest import EmbeddedAws

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TABLES = Tables.prefixed("t")
THREAD = Thread(
    id="m1",
    account="111111111111",
    budget="R&D: 日本",
    topic="arn:aws:sns:eu-west-1:111111111111:alerts",
    origin=ThreadOrigin.ALERT,
    channel="C1",
    ts="",
    opened=NOW,
    text="AWS Budget Notification\n…",
)


@pytest.fixture
def client(embedded_aws: EmbeddedAws) -> Any:
    embedded_aws.tables(TABLES)
    return embedded_aws.client("dynamodb")


@pytest.fixture
def threads(client: Any) -> Threads:
    return Threads(client, TABLES)


def test_what_began_a_thread_begins_no_second(threads: Threads) -> None:
    assert threads.begin(THREAD)
    assert not threads.begin(replace(THREAD, text="another"))
    assert threads.get("m1") == THREAD
    assert threads.get("m2") is None


def test_it_is_found_by_its_place_once_it_has_one(threads: Threads) -> None:
    threads.begin(THREAD)
    assert threads.under("C1", "1.1") is None
    posted = threads.step(THREAD, ts="1.1")
    assert posted == replace(THREAD, ts="1.1", version=2)
    assert threads.under("C1", "1.1") == posted
    assert threads.under("C2", "1.1") is None
    other = replace(THREAD, id="m2", origin=ThreadOrigin.POST, ts="2.2")
    threads.begin(other)
    assert threads.under("C1", "2.2") == other


def test_of_two_who_step_one_does(threads: Threads) -> None:
    threads.begin(THREAD)
    first = threads.step(THREAD, acknowledged_by="U1")
    assert first and first.version == 2
    assert threads.step(THREAD, acknowledged_by="U2") is None
    assert threads.get("m1") == first
    assert threads.step(replace(THREAD, id="gone")) is None


def test_a_budgets_threads_come_newest_first(threads: Threads) -> None:
    for n in range(3):
        threads.begin(replace(THREAD, id=f"m{n}", opened=NOW + timedelta(minutes=n)))
    threads.begin(replace(THREAD, id="other", budget="another"))
    found = threads.of_budget(THREAD.account, THREAD.budget)
    assert [thread.id for thread in found] == ["m2", "m1", "m0"]


def test_a_reminder_is_due_until_a_step_takes_it_away(threads: Threads) -> None:
    threads.begin(THREAD, due=NOW + timedelta(hours=1))
    threads.begin(replace(THREAD, id="m2"))
    assert threads.due(NOW).items == ()
    later = NOW + timedelta(hours=2)
    assert [thread.id for thread in threads.due(later).items] == ["m1"]
    again = threads.step(THREAD, due=NOW + timedelta(hours=3))
    assert again and threads.due(later).items == ()
    closed = threads.step(again, stage=Stage.DELIVERED, delivered_at=later)
    assert closed and not closed.is_open
    assert threads.due(later + timedelta(days=1)).items == ()


def test_a_thread_of_an_older_version_is_read_and_stepped(threads: Threads, client: Any) -> None:
    threads.begin(THREAD, due=NOW)
    client.update_item(
        TableName="t-threads",
        Key={"pk": {"S": "thread:m1"}},
        UpdateExpression="REMOVE by_app, app, beside, stands_for, refused, reminded"
        " SET moved_to = :ts, posting = :until",
        ExpressionAttributeValues={":ts": {"S": "9.9"}, ":until": {"S": stamp(NOW)}},
    )
    assert threads.get("m1") == THREAD
    stepped = threads.step(THREAD, due=NOW, refused=True, acknowledged_by="U1")
    assert stepped == threads.get("m1") == threads.due(NOW).items[0]


def test_a_table_that_is_gone_is_named(threads: Threads, client: Any) -> None:
    client.delete_table(TableName="t-threads")
    with pytest.raises(StoreError, match="t-threads"):
        threads.get("m1")


def says(thread: Thread) -> tuple[Outgoing, ...]:
    job = Job(f"j{thread.version}", NOBODY, PostThread(thread.id))
    return (outgoing(f"{thread.id}.first", job, NOW, NOW),)


def test_what_is_said_of_a_thread_is_kept_with_it_or_not_at_all(
    threads: Threads, client: Any
) -> None:
    outbox = Outbox(client, TABLES)
    threads.begin(THREAD)
    assert not threads.begin(THREAD, says=says)
    assert threads.step(replace(THREAD, version=7), says=says, ts="1.1") is None
    assert outbox.due(NOW).items == () and threads.under("C1", "1.1") is None
    assert threads.begin(replace(THREAD, id="m2", ts="2.2"), says=says)
    assert outbox.due(NOW).items == ("m2.first",)
    stepped = threads.insist(THREAD, lambda one: bool(one.ts), says=says, ts="1.1")
    assert stepped.ts == "1.1" and threads.under("C1", "1.1") == stepped
    assert set(outbox.due(NOW).items) == {"m1.first", "m2.first"}


def test_where_a_step_insists_the_newest_state_is_said(threads: Threads, client: Any) -> None:
    threads.begin(THREAD)
    threads.step(THREAD, acknowledged_by="U1")
    threads.insist(THREAD, lambda one: bool(one.ts), says=says, ts="1.1")
    kept = Outbox(client, TABLES).claim("m1.first", NOW, NOW)
    assert kept and kept.revision == "j3"
