"""A verdict that turned, as EventBridge got it: the embedded AWS is asked, at a queue of a rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.core.outgoing import Outgoing
from bot.core.verdict_event import VerdictEvent
from bot.errors import EventBusError, StoreError
from bot.store.outbox import Outbox
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import TABLES, Alerts
from tests.features.watch.watching import have, hear, schedule, turned, unsaid

PATTERN = {"source": ["budget-check"], "detail-type": ["Verdict Changed"]}


@pytest.fixture
def arrived(embedded_aws: EmbeddedAws) -> Any:
    """What came to a rule on the default bus, in order."""
    sqs, events = embedded_aws.client("sqs"), embedded_aws.client("events")
    url = sqs.create_queue(QueueName="heard")["QueueUrl"]
    named = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    events.put_rule(Name="heard", EventPattern=json.dumps(PATTERN))
    events.put_targets(Rule="heard", Targets=[{"Id": "1", "Arn": named["QueueArn"]}])

    def read() -> list[Any]:
        found: list[Any] = []
        while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for one in got:
                found.append(json.loads(one["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
        return found

    return read


@pytest.fixture
def different() -> Mapping[str, object]:
    return {"verdict_events": True}


def test_a_turn_is_one_event_and_so_is_the_turn_back(world: Alerts, arrived: Any) -> None:
    (name,) = have(world, 1)
    hear(world, turned(world, broken=True))
    (broke,) = arrived()
    assert (broke["source"], broke["detail-type"]) == ("budget-check", "Verdict Changed")
    detail = broke["detail"]
    assert {k: detail[k] for k in ("version", "account", "budget", "change", "verdict")} == {
        "version": "1",
        "account": ACCOUNT,
        "budget": name,
        "change": "broke",
        "verdict": "BROKEN",
    }
    assert detail["code"] and detail["says"] and detail["since"] < detail["checked_at"]
    assert detail["topics"] == [TOPIC]
    hear(world, turned(world, broken=True, event="e2"))
    assert arrived() == [], "nothing has turned"
    hear(world, turned(world, broken=False, event="e3"))
    (mended,) = arrived()
    assert (mended["detail"]["change"], mended["detail"]["verdict"]) == ("mended", "OK")
    assert mended["detail"]["id"] != detail["id"]
    assert unsaid(world) == ()


def test_without_the_setting_there_is_none(world: Alerts, arrived: Any) -> None:
    world.worker.parts = replace(world.worker.parts, put_event=None)
    have(world, 1)
    hear(world, turned(world, broken=True))
    assert arrived() == []


def test_what_eventbridge_does_not_take_is_put_later_with_its_id(
    world: Alerts, arrived: Any, embedded_aws: EmbeddedAws
) -> None:
    have(world, 1)
    embedded_aws.fault("events", "PutEvents", code="InternalException", status=500)
    hear(world, turned(world, broken=True))
    assert arrived() == []
    (waits,) = [one for one in unsaid(world) if one.startswith("event:")]
    embedded_aws.control.forget_faults()
    schedule(world, minutes=5)
    (event,) = arrived()
    assert f"event:{event['detail']['id']}" == waits
    assert [one for one in unsaid(world) if one.startswith("event:")] == []


class Unmarked(Outbox):
    """A table that goes away before it is written down that something is said."""

    def said(self, message: Outgoing) -> bool:
        raise StoreError("threads", "is gone")


def test_after_a_crash_it_comes_again_with_the_same_id(
    world: Alerts, arrived: Any, embedded_aws: EmbeddedAws
) -> None:
    have(world, 1)
    parts, broken = world.worker.parts, Unmarked(embedded_aws.client("dynamodb"), TABLES)
    world.worker.parts = replace(parts, tables=replace(world.store, outbox=broken))
    hear(world, turned(world, broken=True))
    world.worker.parts = parts
    schedule(world, minutes=10)
    first, again = arrived()
    assert first["detail"] == again["detail"]


def test_a_refusal_names_the_permission(world: Alerts, embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("events", "PutEvents", code="AccessDeniedException", status=400)
    put = world.worker.parts.put_event
    assert put
    with pytest.raises(EventBusError, match=r"\(events:PutEvents on the default event bus in "):
        put(VerdictEvent(world.clock(), "{}"))
