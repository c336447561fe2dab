"""The senders of several topics: what a Region has is listed once."""

from __future__ import annotations

import pytest

from bot.aws.clients import Aws
from bot.aws.topic_senders import read_senders_on
from tests.aws.test_topic_senders import EVERY, alarm, rule
from tests.aws.world import World
from tests.conftest import ACCOUNT


@pytest.fixture
def topics(world: World) -> tuple[str, ...]:
    """Three topics; alarms on all, one rule on two of them."""
    made = tuple(world.topic(name) for name in ("alerts", "alerts-2", "backups"))
    for n, topic in enumerate(made):
        alarm(world, f"cpu-{n}", topic)
    alarm(world, "every", *made)
    rule(world, "findings", made[0])
    world.aws.client("events").put_targets(Rule="findings", Targets=[{"Id": "2", "Arn": made[1]}])
    world.aws.control.forget_calls()
    return made


def test_each_topic_has_its_own(aws: Aws, topics: tuple[str, ...]) -> None:
    found = read_senders_on(aws, ACCOUNT, topics, EVERY)
    names = [sorted(one.name for one in found[topic].subjects) for topic in topics]
    assert names == [
        ["cpu-0", "every", "findings"],
        ["cpu-1", "every", "findings"],
        ["cpu-2", "every"],
    ]


def test_what_a_region_has_is_listed_once(world: World, aws: Aws, topics: tuple[str, ...]) -> None:
    read_senders_on(aws, ACCOUNT, topics, EVERY)
    calls = world.calls()
    once = [
        *("cloudwatch DescribeAlarms", "events ListEventBuses", "events DescribeRule"),
        *("events ListTargetsByRule", "cloudtrail DescribeTrails"),
    ]
    assert {call: calls.count(call) for call in once} == dict.fromkeys(once, 1)
    assert calls.count("events ListRuleNamesByTarget") == len(topics)
    assert calls.count("cloudwatch DescribeAlarmHistory") == 4
