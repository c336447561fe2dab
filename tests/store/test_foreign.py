"""The notices about what came over a topic: one an hour, changed by one of many, gone one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.alerts.foreign import ForeignMessages
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import PostForeign
from bot.core.outgoing import Outgoing, outgoing
from bot.store.foreign import KEPT, ForeignNotices
from bot.store.outbox import Outbox
from tests.store.conftest import TABLES, Store

NOW = datetime(2026, 11, 24, 12, 59, tzinfo=UTC)
TOPIC = "arn:aws:sns:eu-west-1:111111111111:alerts"
FIRST = ForeignMessages("f1", "111111111111", TOPIC, "C1", NOW, NOW, version=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def notices(store: Store) -> ForeignNotices:
    return ForeignNotices(store.client, TABLES)


def says(found: ForeignMessages) -> tuple[Outgoing, ...]:
    job = Job("j1", NOBODY, PostForeign(found.topic, found.since.isoformat()))
    return (outgoing(found.id, job, NOW, NOW),)


def test_one_for_each_topic_and_hour(notices: ForeignNotices) -> None:
    assert notices.get(TOPIC, NOW) is None
    assert notices.put(FIRST)
    assert notices.get(TOPIC, NOW - 59 * MINUTE) == FIRST
    assert notices.get(TOPIC, NOW + MINUTE) is None
    assert notices.get(f"{TOPIC}-2", NOW) is None


def test_of_two_who_change_it_one_does_and_says_so(store: Store, notices: ForeignNotices) -> None:
    outbox = Outbox(store.client, TABLES)
    assert notices.put(FIRST) and not notices.put(FIRST, says)
    assert outbox.due(NOW).items == ()
    more = replace(FIRST.with_message("m1", "line", NOW), version=2)
    assert notices.put(more, says) and not notices.put(replace(more, ts="1.1"))
    assert notices.get(TOPIC, NOW) == more and outbox.due(NOW).items == ("f1",)


def test_it_goes_by_itself(store: Store, notices: ForeignNotices) -> None:
    notices.put(FIRST)
    key = {"pk": {"S": f"foreign:{TOPIC}"}, "sk": {"S": "2026-11-24T12"}}
    item = store.client.get_item(TableName=TABLES.verdicts, Key=key)["Item"]
    assert item["ttl"] == {"N": str(int((NOW + KEPT).timestamp()))}
